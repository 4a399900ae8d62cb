-- KEYS: the lock. ARGV: who has it, milliseconds of cool-down (0 for none), note. Answers 0 if
-- another has it.
if kind(KEYS[1]) ~= 'hash' or redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end
if tonumber(ARGV[2]) > 0 then
  redis.call('HSET', KEYS[1], 'note', ARGV[3])
  redis.call('HDEL', KEYS[1], 'owner')
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('DEL', KEYS[1])
