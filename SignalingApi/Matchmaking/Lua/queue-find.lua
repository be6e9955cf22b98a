-- ARGV: 12 user.
return result(ARGV[12])
