-- A small company's Odoo 17, as far as the import reads it: tables and columns are Odoo's, times are UTC without a zone,
-- names are kept in several languages. What the figures must come to is worked out in test_live_odoo.py.
create table res_currency (id integer primary key, name varchar not null);
insert into res_currency values (1, 'EUR');
create table res_company (id integer primary key, name varchar, currency_id integer references res_currency);
insert into res_company values (1, 'Werkzeug GmbH', 1);
create table res_country (id integer primary key, name jsonb, code varchar);
insert into res_country values
    (57, '{"en_US": "Germany", "zh_CN": "德国"}', 'DE'), (75, '{"en_US": "France", "zh_CN": "法国"}', 'FR');
create table res_partner_industry (id integer primary key, name jsonb);
insert into res_partner_industry values (1, '{"en_US": "Manufacturing"}');
create table res_partner (
    id integer primary key, name varchar, is_company boolean, commercial_partner_id integer, parent_id integer,
    user_id integer, country_id integer, industry_id integer, email varchar, image_1920 bytea, create_date timestamp
);
insert into res_partner values
    (1, 'Werkzeug GmbH', true, 1, null, null, 57, null, null, null, '2023-01-01 08:00'),
    (2, 'Ada Admin', false, 1, 1, null, 57, null, 'ada@werkzeug.example', null, '2023-01-01 08:00'),
    (3, 'Bruno Berg', false, 1, 1, null, 57, null, 'bruno@werkzeug.example', null, '2023-01-01 08:00'),
    (10, 'Nordbau AG', true, 10, null, 6, 57, 1, 'info@nordbau.example', '\x89504e47', '2023-05-01 09:00'),
    (11, 'Nora Nord', false, 10, 10, 6, 57, null, 'nora@nordbau.example', null, '2023-05-02 09:00'),
    (12, 'Lumière SA', true, 12, null, 7, 75, null, null, null, '2023-06-01 09:00'),
    (13, 'Never Asked Ltd', true, 13, null, null, 75, null, null, null, '2023-06-02 09:00');
create table res_users (
    id integer primary key, login varchar, password varchar, partner_id integer, active boolean, share boolean,
    sale_team_id integer
);
insert into res_users values
    (6, 'ada', '$pbkdf2$never-read-this', 2, true, false, 1), (7, 'bruno', '$pbkdf2$never-read-this', 3, true, false, 1),
    (8, 'portal', '$pbkdf2$never-read-this', 11, true, true, null);
create table crm_team (id integer primary key, name jsonb, user_id integer, active boolean);
insert into crm_team values (1, '{"en_US": "Direct", "zh_CN": "直销"}', 6, true);
create table crm_team_member (id integer primary key, crm_team_id integer, user_id integer, active boolean);
insert into crm_team_member values (1, 1, 6, true), (2, 1, 7, true);
create table crm_stage (
    id integer primary key, name jsonb, sequence integer, is_won boolean, fold boolean, requirements text, team_id integer
);
insert into crm_stage values
    (4, '{"en_US": "Won", "zh_CN": "赢得"}', 70, true, false, null, null),
    (1, '{"en_US": "New", "zh_CN": "新"}', 0, false, false, null, null),
    (2, '{"en_US": "Qualified", "zh_CN": "合格"}', 1, false, false, 'Budget named', null),
    (3, '{"en_US": "Proposition"}', 2, false, false, null, null);
create table crm_lost_reason (id integer primary key, name jsonb);
insert into crm_lost_reason values (1, '{"en_US": "Too expensive", "zh_CN": "太贵"}');
create table utm_source (id integer primary key, name varchar);
insert into utm_source values (1, 'Search engine'), (2, 'Newsletter');
create table utm_campaign (id integer primary key, name varchar, title jsonb, user_id integer, create_date timestamp);
insert into utm_campaign values (1, 'spring', '{"en_US": "Spring fair"}', 6, '2025-12-01 10:00');
create table ir_config_parameter (id integer primary key, key varchar, value text);
insert into ir_config_parameter values
    (1, 'web.base.url', 'https://odoo.werkzeug.example'), (2, 'database.secret', 'never-read-this');
create table crm_lead (
    id integer primary key, name varchar, type varchar, active boolean, partner_id integer, partner_name varchar,
    contact_name varchar, email_from varchar, phone varchar, description text, user_id integer, team_id integer,
    company_id integer, stage_id integer, expected_revenue numeric, probability double precision,
    automated_probability double precision, date_deadline date, create_date timestamp, write_date timestamp,
    date_open timestamp, date_closed timestamp, date_conversion timestamp, date_last_stage_update timestamp,
    lost_reason_id integer, source_id integer, medium_id integer, campaign_id integer, country_id integer
);
insert into crm_lead (
    id, name, type, active, partner_id, partner_name, user_id, team_id, company_id, stage_id, expected_revenue,
    probability, date_deadline, create_date, date_closed, date_conversion, lost_reason_id, source_id, campaign_id
) values
    -- won: 10,000 on 20 February, after its amount had been 8,000 and its owner 7
    (101, 'Press line', 'opportunity', true, 11, null, 6, 1, 1, 4, 10000.00, 100, '2026-02-20', '2026-01-05 09:00',
        '2026-02-20 15:00', null, null, 1, 1),
    -- created at 23:30 in UTC: the next day in Berlin
    (102, 'Lathe', 'opportunity', true, 12, null, 7, 1, 1, 3, 2500.50, 60, '2026-04-30', '2026-01-31 23:30', null, null,
        null, null, null),
    -- lost from Qualified on 10 March
    (103, 'Drill "XL", 3 mm', 'opportunity', false, 12, null, 7, 1, null, 2, 4000.00, 0, '2026-03-31', '2026-02-01 08:00',
        '2026-03-10 11:00', null, 1, null, null),
    -- was a lead before; its customer is no partner yet
    (104, E'Two lines\nof text', 'opportunity', true, null, 'Hinterhof KG', 6, 1, 1, 1, 0.00, 10, null, '2026-02-10 08:00', null,
        '2026-02-12 08:00', null, 2, null),
    -- archived without being lost: nowhere in Odoo's pipeline
    (105, 'Duplicate of the lathe', 'opportunity', false, 12, null, 7, 1, 1, 2, 9999.00, 35, null, '2026-02-11 08:00', null, null,
        null, null, null),
    -- no amount and no owner
    (106, 'Unknown', 'opportunity', true, 10, null, null, null, 1, 2, null, 20, '2026-05-15', '2026-03-01 08:00', null, null, null,
        null, null),
    -- a lead
    (107, 'Somebody wrote', 'lead', true, null, 'Zufall GmbH', 7, 1, 1, 1, 0, 5, null, '2026-03-02 08:00', null, null, null, 1, null);
update crm_lead set write_date = '2026-03-12 08:00', date_last_stage_update = coalesce(date_closed, create_date);
create table ir_model_fields (id integer primary key, model varchar, name varchar);
insert into ir_model_fields values
    (201, 'crm.lead', 'stage_id'), (202, 'crm.lead', 'expected_revenue'), (203, 'crm.lead', 'user_id'),
    (204, 'crm.lead', 'date_deadline'), (205, 'crm.lead', 'active'), (206, 'crm.lead', 'partner_id');
create table mail_activity_type (id integer primary key, name jsonb, category varchar);
insert into mail_activity_type values (1, '{"en_US": "Call"}', 'phonecall'), (2, '{"en_US": "Meeting"}', 'meeting');
create table mail_message (
    id integer primary key, model varchar, res_id integer, date timestamp, author_id integer, mail_activity_type_id integer,
    body text
);
create table mail_tracking_value (
    id integer primary key, mail_message_id integer, field_id integer, old_value_integer integer, new_value_integer integer,
    old_value_float double precision, new_value_float double precision, old_value_char varchar, new_value_char varchar,
    old_value_text text, new_value_text text, old_value_datetime timestamp, new_value_datetime timestamp, create_date timestamp
);
insert into mail_message values
    (1, 'crm.lead', 101, '2026-01-12 10:00', 2, null, ''), (2, 'crm.lead', 101, '2026-01-20 10:00', 2, null, ''),
    (3, 'crm.lead', 101, '2026-02-02 10:00', 2, null, ''), (4, 'crm.lead', 101, '2026-02-20 15:00', 2, null, ''),
    (5, 'crm.lead', 102, '2026-02-15 10:00', 3, null, ''), (6, 'crm.lead', 102, '2026-03-05 10:00', 3, null, ''),
    (7, 'crm.lead', 103, '2026-02-05 10:00', 3, null, ''), (8, 'crm.lead', 103, '2026-03-10 11:00', 3, null, ''),
    (9, 'res.partner', 101, '2026-02-01 10:00', 3, null, ''), (10, 'crm.lead', 107, '2026-03-03 10:00', 3, null, ''),
    (11, 'crm.lead', 102, '2026-03-06 10:00', 3, 1, '<p>Called</p>');
insert into mail_tracking_value (
    id, mail_message_id, field_id, old_value_integer, new_value_integer, old_value_float, new_value_float, old_value_char,
    new_value_char, old_value_datetime, new_value_datetime
) values
    (1, 1, 201, 1, 2, null, null, 'New', 'Qualified', null, null),
    (2, 2, 203, 7, 6, null, null, 'Bruno Berg', 'Ada Admin', null, null),
    -- a stage that was deleted since: only its name is left
    (3, 3, 201, 2, 9, null, null, 'Qualified', 'Proposition', null, null),
    (4, 3, 202, null, null, 8000, 10000, null, null, null, null),
    (5, 4, 201, 9, 4, null, null, 'Proposition', 'Won', null, null),
    -- logged by a person who uses Odoo in Chinese
    (6, 5, 201, 1, 2, null, null, '新', '合格', null, null),
    (7, 6, 201, 2, 3, null, null, '合格', 'Proposition', null, null),
    (8, 6, 204, null, null, null, null, null, null, '2026-03-31 00:00', '2026-04-30 00:00'),
    (9, 7, 201, 1, 2, null, null, 'New', 'Qualified', null, null),
    (10, 8, 205, 1, 0, null, null, null, null, null, null),
    (11, 9, 206, 1, 2, null, null, null, null, null, null),
    (12, 10, 203, 6, 7, null, null, null, null, null, null);
create table mail_activity (
    id integer primary key, res_model varchar, res_id integer, user_id integer, activity_type_id integer, date_deadline date
);
insert into mail_activity values (1, 'crm.lead', 104, 6, 2, '2026-03-20');
create table product_category (id integer primary key, name varchar, complete_name varchar);
insert into product_category values (1, 'Machines', 'All / Machines');
create table product_template (id integer primary key, name jsonb, categ_id integer, list_price numeric, type varchar, detailed_type varchar);
insert into product_template values (1, '{"en_US": "Press", "de_DE": "Presse"}', 1, 5000, 'consu', 'product');
create table product_product (id integer primary key, product_tmpl_id integer, default_code varchar, active boolean);
insert into product_product values (5, 1, 'PR-1', true);
create table sale_order (id integer primary key, name varchar, opportunity_id integer, state varchar, currency_rate numeric);
insert into sale_order values (1, 'S1', 101, 'cancel', 1), (2, 'S2', 101, 'draft', 1), (3, 'S3', 101, 'sale', 1),
    (4, 'S4', 102, 'draft', 1), (5, 'S5', 102, 'sent', 2);
create table sale_order_line (
    id integer primary key, order_id integer, product_id integer, product_uom_qty numeric, price_unit numeric,
    price_subtotal numeric
);
insert into sale_order_line values (1, 2, 5, 3, 5000, 15000), (2, 3, 5, 2, 5000, 10000), (3, 4, 5, 1, 2600, 2600),
    (4, 5, 5, 1, 5001, 5001), (5, 5, null, 0, 0, 0);
