-- KEYS: the message. ARGV: who asks, milliseconds that a claim holds, the longest answer.
-- {0}: another handles it; {1}: it is the caller's; {2, answer}: answered.
if kind(KEYS[1]) == 'string' and redis.call('STRLEN', KEYS[1]) <= tonumber(ARGV[3]) then
  local found = redis.call('GET', KEYS[1])
  local mark = string.sub(found, 1, 1)
  if mark == '=' then
    return { 2, string.sub(found, 2) }
  elseif mark == '?' and found ~= '?' .. ARGV[1] and redis.call('PTTL', KEYS[1]) > 0 then
    return { 0 }
  end
end
redis.call('SET', KEYS[1], '?' .. ARGV[1], 'PX', ARGV[2])
return { 1 }
