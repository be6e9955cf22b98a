-- One step of a round: partners for the next of the queue, among those behind them.
local start = tonumber(redis.call('GET', CURSOR) or '0')
local ids = redis.call('LRANGE', LIST, start, start + 2 * LOOK_AHEAD - 1)
local seekers = math.min(LOOK_AHEAD, #ids)
for i = 1, seekers do
  local one = not taken[ids[i]] and person(ids[i])
  if one and one.due > NOW then
    seek(one, ids, i + 1, #ids)
  end
end
local next_start = start
for i = 1, seekers do
  if not taken[ids[i]] then next_start = next_start + 1 end
end
local over = next_start >= redis.call('LLEN', LIST)
redis.call('SET', CURSOR, over and 0 or next_start)
return { matches, over and 1 or 0 }
