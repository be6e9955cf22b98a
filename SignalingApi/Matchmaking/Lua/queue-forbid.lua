-- ARGV: 12 user, 13 the other.
local id, other = ARGV[12], ARGV[13]
forbid(id, other)
forbid(other, id)
if redis.call('HGET', PARTNERS, id) == other then
  both_next(id)
end
return result(id)
