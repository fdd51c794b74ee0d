/*
title: Movement
title_zh: 变动类型
about: What one instant did to a deal for a slice of the open pipeline: how it left (closing before transfer
    before push), how it entered, or NULL. was_member and is_member say whether it stood in the slice before
    and after, was_in and is_in whether it was in the reader's scope.
*/
create or replace macro movement_of(was_member, is_member, was_in, is_in, was_outcome, outcome) as
    case
        when was_member and not is_member then
            case
                when outcome <> 'open' then outcome
                when not is_in then 'transferred_out'
                else 'pushed_out'
            end
        when is_member and not was_member then
            case
                when was_outcome is null then 'created'
                when was_outcome <> 'open' then 'reopened'
                when not was_in then 'transferred_in'
                else 'pulled_in'
            end
    end;
