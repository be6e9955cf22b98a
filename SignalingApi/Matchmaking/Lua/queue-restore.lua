-- ARGV: 12 user, 13 entry (JSON), 14 ids never to be paired with (JSON), 15 state told, 16 partner, 17 room, 18 waiting since.
local id, state, partner, room = ARGV[12], ARGV[15], ARGV[16], ARGV[17]
local at = place(id)[1]
if state == '0' and at == 0 then
  return result(id)
end
write(id, ARGV[13], ARGV[14], at == 0)
if at == 0 then
  local is_partner_free = state == '2' and place(partner)[1] == 0
  if is_partner_free then
    pair(id, partner, room)
    -- Held for the partner until its own node restores it, or until it is stale.
    seen(partner, TTL)
    at = 2
  else
    enqueue(id, false, (state == '1' and ARGV[18] ~= '0') and tonumber(ARGV[18]) or NOW)
    at = 1
  end
end
seen(id, at == 2 and TTL or SILENT)
return result(id)
