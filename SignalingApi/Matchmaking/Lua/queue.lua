-- The match queue: what all its scripts share. MatchFit.cs and InProcessMatchQueue.cs say the same in C#.
--
-- KEYS: list of who waits; set of the same; hash user -> partner; hash user -> room; hash user -> waiting since;
--       zset user -> when it is stale; cursor of the rounds; epoch of the server's data; epoch this queue was built in.
-- ARGV: 1 base of keys, 2 now, 3 silent after, 4 time to live, 5 capacity, 6 look ahead, 7-9 widen after, 10 repeat after,
--       11 fresh room ids (JSON), then what the script takes. Times in milliseconds.
-- By user id under the base: user:ID (JSON of the entry), never:ID (set of ids), last:ID (last partner and when, "ID:ms").
local LIST, WAITING, PARTNERS, ROOMS, SINCE, DUE, CURSOR, EPOCH, BUILT = unpack(KEYS)
local BASE, NOW = ARGV[1], tonumber(ARGV[2])
local SILENT, TTL, CAPACITY, LOOK_AHEAD = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local WIDEN = { tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]) }
local REPEAT = tonumber(ARGV[10])
local MAX_FORBIDDEN = 4000

local fresh_rooms = cjson.decode(ARGV[11])
local people, taken, matches, ended = {}, {}, {}, {}

local function ms(number)
  return string.format('%.0f', number)
end

-- A server that came back with an old snapshot brings a queue that is no longer true: what is not of this epoch goes.
local epoch, built = redis.call('GET', EPOCH), redis.call('GET', BUILT)
if epoch and epoch ~= built then
  if built then redis.call('DEL', LIST, WAITING, PARTNERS, ROOMS, SINCE, DUE, CURSOR) end
  redis.call('SET', BUILT, epoch)
end

local function words(list)
  local index = {}
  for _, word in ipairs(list) do index[word] = true end
  return index
end

local function is_matched(id)
  return redis.call('HEXISTS', PARTNERS, id) == 1
end

-- Takes the user out of the queue of who waits.
local function unqueue(id)
  redis.call('LREM', LIST, 1, id)
  redis.call('SREM', WAITING, id)
  redis.call('HDEL', SINCE, id)
  taken[id] = true
end

-- What is known of a user; nil when its entry has expired, and then it does not wait either.
local function person(id)
  local known = people[id]
  if known then return known end
  local json = redis.call('GET', BASE .. 'user:' .. id)
  if not json then
    if redis.call('SISMEMBER', WAITING, id) == 1 then
      unqueue(id)
      redis.call('ZREM', DUE, id)
    end
    return nil
  end
  local entry = cjson.decode(json)
  known = {
    id = id, json = json, seeks = entry.seeks, gender = entry.gender, region = entry.region, node = entry.node,
    languages = entry.languages, interests = entry.interests, speaks = words(entry.languages), likes = words(entry.interests),
    since = tonumber(redis.call('HGET', SINCE, id) or NOW),
    due = tonumber(redis.call('ZSCORE', DUE, id) or 0),
  }
  local last, at = string.match(redis.call('GET', BASE .. 'last:' .. id) or '', '^(.+):(%d+)$')
  if last and NOW - tonumber(at) < TTL then known.last = last end
  people[id] = known
  return known
end

local function shared(list, index)
  local count = 0
  for _, word in ipairs(list) do
    if index[word] then count = count + 1 end
  end
  return count
end

local function width(waited)
  local wide = 0
  while wide < 3 and waited >= WIDEN[wide + 1] do wide = wide + 1 end
  return wide
end

local function accepts(one, other)
  local wide = width(NOW - one.since)
  if wide >= 3 then return true end
  return (not one.seeks or one.seeks == other.gender)
    and (#one.languages == 0 or shared(one.languages, other.speaks) > 0)
    and (wide >= 2 or not one.region or one.region == other.region)
    and (wide >= 1 or #one.interests == 0 or shared(one.interests, other.likes) > 0)
end

local function score(one, candidate)
  return 16 * math.min(3, shared(one.languages, candidate.speaks))
    + 8 * math.min(4, shared(one.interests, candidate.likes))
    + ((one.region and one.region == candidate.region) and 8 or 0)
    + ((one.node and one.node == candidate.node) and 4 or 0)
    + math.max(0, math.min(30, math.floor((NOW - candidate.since) / 1000)))
end

local function forbidden(one, other)
  return redis.call('SISMEMBER', BASE .. 'never:' .. one.id, other.id) == 1
    or redis.call('SISMEMBER', BASE .. 'never:' .. other.id, one.id) == 1
end

local function repeats(one, other)
  return one.last == other.id or other.last == one.id
end

-- Is somebody else there whom one of the two could meet, now or when wishes have widened?
local function others_wait(one, two)
  for _, id in ipairs(redis.call('LRANGE', LIST, 0, LOOK_AHEAD + 1)) do
    local third = id ~= one.id and id ~= two.id and person(id)
    if third and third.due > NOW
      and ((not repeats(one, third) and not forbidden(one, third)) or (not repeats(two, third) and not forbidden(two, third))) then
      return true
    end
  end
  return false
end

local function seen(id, stale_after)
  redis.call('ZADD', DUE, ms(NOW + stale_after), id)
  if people[id] then people[id].due = NOW + stale_after end
end

local function shift_due(id, by)
  redis.call('ZINCRBY', DUE, ms(by), id)
  if people[id] then people[id].due = people[id].due + by end
end

local function remember(one, two)
  redis.call('SET', BASE .. 'last:' .. one, two .. ':' .. ms(NOW), 'PX', TTL)
  if people[one] then people[one].last = two end
end

local function pair(one, two, room)
  redis.call('HSET', PARTNERS, one, two, two, one)
  redis.call('HSET', ROOMS, one, room, two, room)
  remember(one, two)
  remember(two, one)
end

local function match(one, two)
  local room = table.remove(fresh_rooms)
  for _, user in ipairs({ one, two }) do
    unqueue(user.id)
    shift_due(user.id, TTL - SILENT)
  end
  pair(one.id, two.id, room)
  matches[#matches + 1] = { room, one.json, two.json }
end

-- Looks for a partner among ids[from..to].
local function seek(one, ids, from, to)
  local best, best_score, again, looked = nil, -1, nil, 0
  for i = from, to do
    local id = ids[i]
    if id ~= one.id and not taken[id] then
      if looked == LOOK_AHEAD then break end
      looked = looked + 1
      local other = person(id)
      if other and other.due > NOW and accepts(one, other) and accepts(other, one) and not forbidden(one, other) then
        if repeats(one, other) then
          again = again or other
        else
          local points = score(one, other)
          if points > best_score then best, best_score = other, points end
        end
      end
    end
  end
  if not best and again and NOW - one.since >= REPEAT and NOW - again.since >= REPEAT and not others_wait(one, again) then
    best = again
  end
  if best then match(one, best) end
end

-- Looks for a partner among the first of the queue.
local function seek_first(id)
  local one = redis.call('SISMEMBER', WAITING, id) == 1 and person(id)
  if one and one.due > NOW then
    local ids = redis.call('LRANGE', LIST, 0, LOOK_AHEAD)
    seek(one, ids, 1, #ids)
  end
end

local function enqueue(id, in_front, since)
  if redis.call('SADD', WAITING, id) == 1 then
    redis.call(in_front and 'LPUSH' or 'RPUSH', LIST, id)
  end
  redis.call('HSET', SINCE, id, ms(since))
  taken[id] = nil
  if people[id] then people[id].since = since end
end

local function write(id, json, never, is_new)
  redis.call('SET', BASE .. 'user:' .. id, json, 'PX', TTL)
  local key = BASE .. 'never:' .. id
  if is_new then redis.call('DEL', key) end
  local ids = cjson.decode(never)
  if #ids > 0 then redis.call('SADD', key, unpack(ids)) end
  redis.call('PEXPIRE', key, TTL)
  people[id] = nil
end

local function forbid(one, other)
  local key = BASE .. 'never:' .. one
  if redis.call('EXISTS', BASE .. 'user:' .. one) == 1 and redis.call('SCARD', key) < MAX_FORBIDDEN then
    redis.call('SADD', key, other)
    redis.call('PEXPIRE', key, TTL)
  end
end

local function forget(id)
  unqueue(id)
  redis.call('ZREM', DUE, id)
  redis.call('DEL', BASE .. 'user:' .. id, BASE .. 'never:' .. id)
  people[id] = nil
end

-- Ends the user's match and requeues the partner in front; the user is in no state then. Gives the partner.
local function part(id, reason)
  local partner, room = redis.call('HGET', PARTNERS, id), redis.call('HGET', ROOMS, id)
  redis.call('HDEL', PARTNERS, id, partner)
  redis.call('HDEL', ROOMS, id, room, partner)
  local requeued = person(partner) ~= nil
  if requeued then
    shift_due(partner, SILENT - TTL)
    enqueue(partner, true, NOW)
  else
    redis.call('ZREM', DUE, partner)
  end
  ended[#ended + 1] = { room, id, partner, reason, requeued and 1 or 0 }
  return partner
end

-- Both requeued, both looked after.
local function both_next(id)
  local partner = part(id, 'next')
  if person(id) then
    seen(id, SILENT)
    enqueue(id, false, NOW)
  else
    redis.call('ZREM', DUE, id)
  end
  seek_first(partner)
  seek_first(id)
end

-- The user leaves; the partner is looked after.
local function leave(id, reason)
  local partner = is_matched(id) and part(id, reason)
  forget(id)
  if partner then seek_first(partner) end
end

local function is_meant(id, room)
  return room == '' or redis.call('HGET', ROOMS, id) == room
end

local function place(id)
  local partner = redis.call('HGET', PARTNERS, id)
  if partner then return { 2, partner, redis.call('HGET', ROOMS, id), 0 } end
  if redis.call('SISMEMBER', WAITING, id) == 1 then return { 1, '', '', redis.call('HGET', SINCE, id) } end
  return { 0, '', '', 0 }
end

local function result(id, is_full)
  local at = place(id)
  local position, mine, partners = 0, '', ''
  if at[1] == 1 then
    position = redis.call('LPOS', LIST, id) + 1
  elseif at[1] == 2 then
    mine = redis.call('GET', BASE .. 'user:' .. id) or ''
    partners = redis.call('GET', BASE .. 'user:' .. at[2]) or ''
  end
  return { at, is_full and 1 or 0, position, mine, partners, ended, matches }
end

