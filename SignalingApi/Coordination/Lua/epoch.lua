-- Which data set is this? The epoch rises when the key is gone (flushed, lost) or was written by another run of the server
-- (restarted, perhaps from an old snapshot; failed over). KEYS: epoch.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local epoch, owner = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+):(%w+)$')
if owner ~= run then
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  epoch = string.format('%.0f', math.max(now, tonumber(epoch or 0) + 1))
  redis.call('SET', KEYS[1], epoch .. ':' .. run)
end
return epoch
