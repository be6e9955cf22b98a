-- ARGV: 12 how many at most.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', DUE, '-inf', ms(NOW), 'LIMIT', 0, ARGV[12])) do
  -- Requeued by the end of its partner in this sweep, it may have found another.
  if tonumber(redis.call('ZSCORE', DUE, id) or NOW + 1) <= NOW then
    leave(id, 'disconnect')
  end
end
return result('')
