-- ARGV: 12 user, 13 room or '', 14 '1' when it is a report.
local id = ARGV[12]
if is_matched(id) and is_meant(id, ARGV[13]) then
  if ARGV[14] == '1' then
    local partner = redis.call('HGET', PARTNERS, id)
    forbid(id, partner)
    forbid(partner, id)
  end
  both_next(id)
end
return result(id)
