-- What the scripts share. Times are microseconds since 1970 by the server's clock. Numbers of Lua are
-- floats: those that one cannot hold exactly are no numbers here.
local MOST = 9007199254740991
-- Clocks that agree to within a second agree.
local SLACK = 1000000
local DAY = 86400000000

local function number(text)
  local value = tonumber(text)
  if value and value >= 0 and value <= MOST and value == math.floor(value) then
    return value
  end
end

local function text(value)
  return string.format('%.0f', value)
end

local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function kind(key)
  return redis.call('TYPE', key).ok
end
