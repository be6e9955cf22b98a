return {
  redis.call('LRANGE', LIST, 0, -1), redis.call('HGETALL', PARTNERS), redis.call('HGETALL', ROOMS), redis.call('SMEMBERS', WAITING),
}
