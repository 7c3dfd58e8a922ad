# The programs as they are shipped: position independent, relocations read
# only, stack protected, string functions checked.
. "${ROOT:?run it with tests/run --alone}/tests/lib/lib.sh"

if [ -n "$SAN" ]; then
	skip hardened 'a build with sanitizers has other armour'
	exit 0
fi

if [ -n "${COVER:-}" ]; then
	skip hardened 'a build that counts branches is not shipped'
	exit 0
fi

# Prints what is missing, a word a line.
missing() { # program
	readelf -hW "$1" | grep -q 'Type: *DYN' || echo PIE
	readelf -lW "$1" | grep -q GNU_RELRO || echo RELRO
	readelf -dW "$1" | grep -Eq 'BIND_NOW|FLAGS_1.*NOW' || echo BIND_NOW
	readelf -lW "$1" | grep GNU_STACK | grep -q 'RW ' || echo NX
	readelf -dW "$1" | grep -Eq 'TEXTREL' && echo TEXTREL
	readelf -dW "$1" | grep -Eq 'RPATH|RUNPATH' && echo RPATH
	nm -Du "$1" | grep -q ' __stack_chk_fail' || echo stack-protector
	nm -Du "$1" | grep -v __stack_chk | grep -q ' __.*_chk' || echo fortify
}

${CC:-cc} -w -O0 -include stdio.h -x c - -o "$T/soft" \
	-no-pie -fno-pie -fno-stack-protector -U_FORTIFY_SOURCE \
	-Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack <<'C' 2>"$T/err"
int
main(void)
{
	char text[64];

	return scanf("%63s", text) + puts(text);
}
C
missing "$T/soft" >"$T/out"
for word in PIE RELRO BIND_NOW NX stack-protector fortify; do
	contains "planted: no $word" "$word" "$T/out"
done

for program in endpane endpane-sim; do
	if [ -x "$BUILD/$program" ]; then
		is "$program is hardened" '' "$(missing "$BUILD/$program")"
	else
		skip "$program is hardened" 'it is not built'
	fi
done
