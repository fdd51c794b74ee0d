"""From CRM exports to a new version of the workspace's database."""
