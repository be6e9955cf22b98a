-- KEYS: value, lease, epoch, generation. ARGV: 'find', new lease, lease ms | 'store', lease, value, value ms.
-- A value carries the epoch it was stored in: a server that restarted from an old snapshot brings back values that were removed.
local epoch = (redis.call('GET', KEYS[3]) or '') .. ':' .. (redis.call('GET', KEYS[4]) or '')
if ARGV[1] == 'find' then
  local value = redis.call('GET', KEYS[1])
  if value then
    local cut = string.find(value, '|', 1, true)
    if string.sub(value, 1, cut - 1) == epoch then
      return { 1, string.sub(value, cut + 1) }
    end
    redis.call('DEL', KEYS[1])
  end
  -- Readers at the same time share one lease.
  local lease = redis.call('GET', KEYS[2])
  if not lease then
    lease = ARGV[2]
    redis.call('SET', KEYS[2], lease, 'PX', ARGV[3])
  end
  return { 0, lease }
end
if redis.call('GET', KEYS[2]) ~= ARGV[2] then
  return 0
end
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[1], epoch .. '|' .. ARGV[3], 'PX', ARGV[4])
return 1
