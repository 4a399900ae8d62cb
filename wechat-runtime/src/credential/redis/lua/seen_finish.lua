-- KEYS: the message. ARGV: the answer, milliseconds that it is kept. An answer that is there stands.
if kind(KEYS[1]) ~= 'string' or redis.call('GETRANGE', KEYS[1], 0, 0) ~= '=' then
  redis.call('SET', KEYS[1], '=' .. ARGV[1], 'PX', ARGV[2])
end
return 1
