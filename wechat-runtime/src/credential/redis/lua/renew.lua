-- KEYS: the lock. ARGV: who has it, milliseconds that it shall hold. Answers 0 if another has it.
if kind(KEYS[1]) == 'hash' and redis.call('HGET', KEYS[1], 'owner') == ARGV[1] then
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
