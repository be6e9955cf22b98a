-- ARGV: 12 user, 13 entry (JSON), 14 ids never to be paired with (JSON).
local id = ARGV[12]
local matched = is_matched(id)
local waits = redis.call('SISMEMBER', WAITING, id) == 1
if not matched and not waits and redis.call('SCARD', WAITING) >= CAPACITY then
  return result(id, true)
end
write(id, ARGV[13], ARGV[14], not matched and not waits)
seen(id, matched and TTL or SILENT)
if not matched then
  if not waits then enqueue(id, false, NOW) end
  seek_first(id)
end
return result(id)
