-- ARGV: 12... users. A user whose entry is gone is absent, though others may still hold it for their partner.
local places = {}
for i = 12, #ARGV do
  local id = ARGV[i]
  local at = place(id)
  if redis.call('PEXPIRE', BASE .. 'user:' .. id, TTL) == 0 then
    at = { 0, '', '', 0 }
  elseif at[1] > 0 then
    redis.call('PEXPIRE', BASE .. 'never:' .. id, TTL)
    seen(id, at[1] == 2 and TTL or SILENT)
  end
  places[#places + 1] = at
end
return places
