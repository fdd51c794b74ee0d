/*
label: Share of deals
label_zh: 商机占比
unit: rate
better: neither
subject: stages
sample: deals
sample_zh: 商机数
over: is_open
about: Share of the open deals of the pipeline.
about_zh: 占该流程在途商机的比例。
source: METRICS section 5
*/
create or replace macro share_of_deals(deals, all_deals) as
    deals / nullif(all_deals, 0);
