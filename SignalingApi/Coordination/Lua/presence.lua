-- KEYS: states (hash user -> state told last), due (zset user -> its earliest expiry), seen (zset user -> last seen).
-- ARGV: 'set' | 'clear' | 'sweep' | 'get', base of users' keys, now, time to live, bound of marks; then
--   set, clear: user, mark, user, mark...; sweep: bound of users; get: users.
-- A user's own key is a zset mark -> expiry; marks of connections begin with 'c', of calls with 'r'. States: 1 online, 2 in a call.
local STATES, DUE, SEEN = unpack(KEYS)
local act, base, now, ttl = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local changes = {}

local function is_connection(mark)
  return string.sub(mark, 1, 1) == 'c'
end

local function settle(user, last_until)
  local key = base .. user
  local old = redis.call('ZRANGEBYSCORE', key, '-inf', now, 'WITHSCORES')
  for i = 1, #old, 2 do
    if is_connection(old[i]) then
      last_until = math.max(last_until, tonumber(old[i + 1]))
    end
  end
  if #old > 0 then
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  end
  local connected, calling = false, false
  local marks = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
  for i = 1, #marks, 2 do
    if is_connection(marks[i]) then connected = true else calling = true end
  end
  local state = 0
  if connected then state = calling and 2 or 1 end
  local before = tonumber(redis.call('HGET', STATES, user) or '0')
  if state ~= before then
    local last = now
    if state == 0 then
      if last_until > 0 then last = last_until - ttl end
      redis.call('HDEL', STATES, user)
      redis.call('ZADD', SEEN, last, user)
      redis.call('ZREMRANGEBYRANK', SEEN, 0, -100001)
    else
      redis.call('HSET', STATES, user, state)
    end
    changes[#changes + 1] = { user, before, state, string.format('%.0f', last) }
  end
  if #marks > 0 then
    redis.call('ZADD', DUE, marks[2], user)
    redis.call('PEXPIRE', key, ttl * 20)
  else
    redis.call('ZREM', DUE, user)
  end
end

if act == 'get' then
  local users = {}
  for i = 6, #ARGV do
    local state = redis.call('HGET', STATES, ARGV[i])
    users[#users + 1] = { state or 0, state and ARGV[3] or redis.call('ZSCORE', SEEN, ARGV[i]) or '' }
  end
  return users
end

if act == 'sweep' then
  for _, user in ipairs(redis.call('ZRANGEBYSCORE', DUE, '-inf', now, 'LIMIT', 0, ARGV[6])) do
    settle(user, 0)
  end
  return changes
end

local order, touched = {}, {}
for i = 6, #ARGV, 2 do
  local user, mark = ARGV[i], ARGV[i + 1]
  if not touched[user] then
    touched[user] = 0
    order[#order + 1] = user
  end
  local key = base .. user
  if act == 'set' then
    if redis.call('ZSCORE', key, mark) or redis.call('ZCARD', key) < tonumber(ARGV[5]) then
      redis.call('ZADD', key, now + ttl, mark)
    end
  elseif redis.call('ZREM', key, mark) == 1 and is_connection(mark) then
    touched[user] = now + ttl
  end
end
for _, user in ipairs(order) do
  settle(user, touched[user])
end
return changes
