-- KEYS: the lock, the value. ARGV: who asks, milliseconds that a lock holds, '1' to mind no cool-down.
-- {0}: another has it; {1, fence}: taken; {2, milliseconds, note}: nobody may have it for so long.
local last
local found = kind(KEYS[1])
if found == 'hash' then
  local left = redis.call('PTTL', KEYS[1])
  local held = redis.call('HMGET', KEYS[1], 'owner', 'note', 'fence')
  last = number(held[3])
  -- One without an end was not written here.
  if left > 0 then
    if held[1] == ARGV[1] and last then
      -- Asked again, since the answer was lost.
      return { 1, last }
    elseif held[1] then
      return { 0 }
    elseif held[2] and ARGV[3] ~= '1' then
      return { 2, left, string.sub(held[2], 1, 4096) }
    end
  end
elseif found ~= 'none' then
  redis.call('DEL', KEYS[1])
end

local stored
if kind(KEYS[2]) == 'hash' then
  stored = number(redis.call('HGET', KEYS[2], 'fence'))
end
-- The time makes it higher than all before also on a server that has forgotten them.
local fence = math.max(clock(), (last or 0) + 1, (stored or 0) + 1)
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', text(fence))
redis.call('HDEL', KEYS[1], 'note')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 1, fence }
