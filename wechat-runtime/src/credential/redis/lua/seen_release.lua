-- KEYS: the message. ARGV: how the names begin of those whose claims may be given back.
if kind(KEYS[1]) == 'string' then
  local mine = '?' .. ARGV[1]
  if redis.call('GETRANGE', KEYS[1], 0, #mine - 1) == mine then
    return redis.call('DEL', KEYS[1])
  end
end
return 0
