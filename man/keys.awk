# From the rows of src/tui/actions.h to a list for the manual: keys, the name
# that keys.ini takes, and what it does.

function key(text) {
	if (text == "\\\\")
		return "\\&\\e"
	gsub(/-/, "\\-", text)
	return "\\&" text
}

/^ACTION\(/ { row = "" }
{ row = row $0 }
/\)$/ && row ~ /^ACTION\(/ {
	split(row, part, "\"")
	name = part[1]
	sub(/^ACTION\(/, "", name)
	sub(/,.*/, "", name)
	gsub(/_/, "\\-", name)
	count = split(part[2], keys, " ")
	line = ".It Ic " key(keys[1])
	for (i = 2; i <= count; i++)
		line = line " , " key(keys[i])
	print line
	print part[6]
	print ".Pq Li " name
	row = ""
}
