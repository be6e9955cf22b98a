-- Extends (ARGV[2] milliseconds) or releases (0) a lease that is still held with this token. KEYS: lock. ARGV: token, duration.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if ARGV[2] == '0' then
  return redis.call('DEL', KEYS[1])
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
