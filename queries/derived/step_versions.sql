/*
title: Versions that are steps
title_zh: 构成进出的版本
about: The states with which an open deal begins, moves, is passed on, ends or comes back.
grain: one row per such state of a deal
column is_flash: created and closed at one instant
column is_new_owner: belongs to its new owner from this instant on; what ends a deal still belongs to the one before
*/
create or replace temp view step_versions as
select
    deal_no, event_no, stay_no, is_entry, is_transfer, valid_from as happened_at, outcome, pipeline,
    stage, region, team, rep, amount, expected_close_date, was_outcome, was_pipeline, was_stage,
    was_region, was_team, was_rep,
    was_outcome is null and outcome in ('won', 'lost') and created_date is not null as is_flash,
    outcome = 'open' or was_outcome is null as is_new_owner,
from deal_versions
where (outcome = 'open' or was_outcome = 'open' or is_flash) and (is_entry or is_transfer);
