-- EndCall: the user leaves the queue. ARGV: 12 user, 13 room or '', 14 reason.
local id = ARGV[12]
if is_meant(id, ARGV[13]) then
  leave(id, ARGV[14])
end
return result(id)
