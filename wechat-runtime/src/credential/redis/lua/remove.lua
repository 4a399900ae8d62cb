-- KEYS: the value. ARGV: what it must be. Answers 1 if it was.
if kind(KEYS[1]) == 'hash' and redis.call('HGET', KEYS[1], 'value') == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
