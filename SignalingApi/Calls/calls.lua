-- KEYS: calls (hash id -> JSON), versions (hash id -> version), users (hash user -> id of the call they have a part in),
--   due (zset id -> when the sweep must look), live (zset, ids of calls that are not over).
-- ARGV: 'save' | 'restore', id, version, JSON, due ('' for never), '1' when over, then user, '1' when in it, user, ...:
--   save answers 'saved', 'stale' (it does not stand at that version) or the user who is in another call;
--   restore puts back what was lost, unless something as new is there.
-- 'remove', id | 'due', now, limit | 'live', limit | 'of', user.
local CALLS, VERSIONS, USERS, DUE, LIVE = unpack(KEYS)
local act, id = ARGV[1], ARGV[2]

local function read(ids)
  if #ids == 0 then
    return {}
  end
  return redis.call('HMGET', CALLS, unpack(ids))
end

if act == 'remove' then
  if not redis.call('ZSCORE', LIVE, id) then
    redis.call('HDEL', CALLS, id)
    redis.call('HDEL', VERSIONS, id)
    redis.call('ZREM', DUE, id)
  end
  return {}
elseif act == 'due' then
  return read(redis.call('ZRANGEBYSCORE', DUE, '-inf', ARGV[2], 'LIMIT', 0, ARGV[3]))
elseif act == 'live' then
  return read(redis.call('ZRANGE', LIVE, 0, tonumber(ARGV[2]) - 1))
elseif act == 'of' then
  local call = redis.call('HGET', USERS, ARGV[2])
  return call and read({ call }) or {}
end

local present = tonumber(redis.call('HGET', VERSIONS, id) or '0')
local version = tonumber(ARGV[3])
if act == 'save' and present ~= version then
  return 'stale'
elseif act == 'restore' and present >= version then
  return 'stale'
end

for i = 7, #ARGV, 2 do
  if ARGV[i + 1] == '1' then
    local other = redis.call('HGET', USERS, ARGV[i])
    if other and other ~= id then
      return ARGV[i]
    end
  end
end

for i = 7, #ARGV, 2 do
  if ARGV[i + 1] == '1' then
    redis.call('HSET', USERS, ARGV[i], id)
  elseif redis.call('HGET', USERS, ARGV[i]) == id then
    redis.call('HDEL', USERS, ARGV[i])
  end
end

redis.call('HSET', CALLS, id, ARGV[4])
redis.call('HSET', VERSIONS, id, act == 'save' and version + 1 or version)
if ARGV[5] == '' then
  redis.call('ZREM', DUE, id)
else
  redis.call('ZADD', DUE, ARGV[5], id)
end
if ARGV[6] == '1' then
  redis.call('ZREM', LIVE, id)
else
  redis.call('ZADD', LIVE, 0, id)
end
return 'saved'
