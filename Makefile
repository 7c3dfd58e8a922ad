# endpane: make help lists the targets.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CC ?= gcc
V ?= 0
SETUP ?= 1

prefix := $(PREFIX)
bindir := $(prefix)/bin
datadir := $(prefix)/share
mandir := $(datadir)/man
Q := $(if $(filter 1,$(V)),,@)

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wwrite-strings -Wformat=2 -Wpointer-arith -Wcast-qual -Wundef -Wvla \
	-Wswitch-enum -Wnull-dereference -Wno-missing-field-initializers -Werror
HARDEN := -fPIE -fstack-protector-strong -fstack-clash-protection \
	-fcf-protection=full -D_FORTIFY_SOURCE=3
OPT ?= -O2 -g
SAN ?=
ifneq ($(SAN),)
HARDEN := -fPIE -fno-omit-frame-pointer -fsanitize=$(SAN) \
	-fno-sanitize-recover=all
endif
LINK_HARDEN := -pie -Wl,-z,relro -Wl,-z,now -Wl,--as-needed

CPPFLAGS += -D_GNU_SOURCE -Iinclude -include include/endpane/base/banned.h \
	-DENDPANE_VERSION='"$(VERSION)"' -DENDPANE_DATADIR='"$(datadir)"'
ALL_CFLAGS := -std=c11 $(OPT) $(WARN) $(HARDEN) $(CFLAGS)
ALL_LDFLAGS := $(LINK_HARDEN) $(if $(SAN),-fsanitize=$(SAN)) $(LDFLAGS)

LIBS := -lncursesw -ltinfo -lcurl -lcjson -lsqlite3 -lssl -lcrypto -lm
SIM_LIBS := -lmicrohttpd -lcjson -lcrypto

layers := base json catalog config net store op cli tui
lib_src := $(foreach l,$(layers),$(sort $(wildcard src/$(l)/*.c)))
lib_obj := $(lib_src:src/%.c=$(BUILD)/obj/%.o)
sim_src := $(sort $(wildcard src/sim/*.c))
sim_obj := $(sim_src:src/%.c=$(BUILD)/obj/%.o)
low_obj := $(filter $(BUILD)/obj/base/% $(BUILD)/obj/json/%,$(lib_obj))
unit_src := $(sort $(wildcard tests/unit/t_*.c))
unit_bin := $(unit_src:tests/unit/%.c=$(BUILD)/unit/%)
tool_src := $(sort $(wildcard tests/tools/*.c))
tool_dir := $(sort $(wildcard tests/tools/*/main.c))
dir_bin := $(tool_dir:tests/tools/%/main.c=$(BUILD)/tools/%)
fuzz_src := $(sort $(wildcard tests/fuzz/f_*.c))
fuzz_bin := $(fuzz_src:tests/fuzz/%.c=$(BUILD)/fuzz/%)
preloads := $(addprefix $(BUILD)/tools/,nomem.so clock.so wiped.so \
	slowname.so)
tool_bin := $(tool_src:tests/tools/%.c=$(BUILD)/tools/%) $(dir_bin) \
	$(preloads)

programs := $(if $(wildcard src/main.c),$(BUILD)/endpane) \
	$(if $(wildcard src/sim/main.c),$(BUILD)/endpane-sim)

.PHONY: all setup demo test check asan fuzz fuzz-targets cover valgrind \
	lint soak bench help install uninstall clean print-flags
.DELETE_ON_ERROR:

all: $(programs)

$(BUILD)/libendpane.a: $(lib_obj)
	@echo "  AR    $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $(lib_obj)

$(BUILD)/endpane: $(BUILD)/obj/main.o $(BUILD)/libendpane.a
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/endpane-sim: $(sim_obj) $(low_obj)
	@echo "  LD    $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(SIM_LIBS)

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libendpane.a
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) -Itests/unit $(ALL_CFLAGS) -MMD -MP \
		$(ALL_LDFLAGS) -o $@ $(filter %.c,$^) $(BUILD)/libendpane.a \
		-lcmocka $(LIBS)

$(BUILD)/unit/t_wire: tests/unit/wire_checks.c tests/unit/wire.h
$(BUILD)/unit/t_estate: $(addprefix src/sim/,estate.c stock.c people.c \
	computer.c filter.c hunt.c scim.c shape.c request.c fault.c say.c)

$(filter $(BUILD)/unit/t_engine%,$(unit_bin)): tests/unit/rig.c \
	tests/unit/canned.c tests/unit/rig.h tests/unit/canned.h

$(BUILD)/unit/t_soak: $(addprefix tests/unit/,rig.c canned.c relay.c \
	relay_say.c soak.c soak_write.c soak_kill.c rig.h canned.h relay.h \
	relay_parts.h soak.h)

$(BUILD)/tools/%: tests/tools/%.c $(BUILD)/libendpane.a
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP $(ALL_LDFLAGS) -o $@ $< \
		$(BUILD)/libendpane.a -lvterm -lutil $(LIBS)

# A fuzz target: with a driver that replays files, or with libFuzzer's.
FUZZ_MAIN ?= tests/fuzz/replay.c
$(BUILD)/fuzz/%: tests/fuzz/%.c $(FUZZ_MAIN) tests/fuzz/fuzz.h \
		tests/fuzz/plans.h $(BUILD)/libendpane.a
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ \
		$(filter %.c,$^) $(BUILD)/libendpane.a -lutil $(LIBS)

# A tool of several files is a folder.
.SECONDEXPANSION:
$(dir_bin): $(BUILD)/tools/%: $$(wildcard tests/tools/$$*/*.[ch]) \
		$(BUILD)/libendpane.a
	@mkdir -p $(@D)
	@echo "  CC    tests/tools/$*"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ \
		$(filter %.c,$^) $(BUILD)/libendpane.a -lvterm -lutil $(LIBS)

# Preloaded by tests; no part of any program.
$(preloads): $(BUILD)/tools/%.so: tests/tools/$$*/$$*.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CPPFLAGS) -std=c11 $(OPT) $(WARN) -fPIC -shared -o $@ $<

# Other flags than last time: everything is built again.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(CPPFLAGS) $(ALL_CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(CPPFLAGS) $(ALL_CFLAGS)' > $@
FORCE:

setup:
	@if [ "$(SETUP)" = 1 ]; then sh .ci/setup; fi

demo: setup
	@$(MAKE) --no-print-directory all
	@$(BUILD)/endpane --demo

test: setup
	@$(MAKE) --no-print-directory check

check: all $(unit_bin) $(fuzz_bin) $(tool_bin)
	@BUILD='$(BUILD)' CC='$(CC)' SAN='$(SAN)' ONLY='$(ONLY)' sh tests/run

asan: setup
	@$(MAKE) --no-print-directory BUILD=build/asan OPT='-O1 -g' \
		SAN=address,undefined check

# SECONDS is for all targets together; ONLY=text runs one.
fuzz:
	@sh tests/fuzz/setup
	@$(MAKE) --no-print-directory BUILD=build/libfuzzer CC=clang \
		OPT='-O1 -g' SAN=fuzzer-no-link,address,undefined \
		FUZZ_MAIN= LDFLAGS=-fsanitize=fuzzer fuzz-targets
	@BUILD=build/libfuzzer SECONDS='$(or $(SECONDS),60)' ONLY='$(ONLY)' \
		sh tests/fuzz/run

fuzz-targets: $(fuzz_bin)

# Everything that ends by itself is counted; -O0, so that branches are the text's.
cover: setup
	@find build/cover -name '*.gcda' -exec rm -f {} + 2>/dev/null || true
	@CCACHE_DISABLE=1 COVER=1 $(MAKE) --no-print-directory \
		BUILD=build/cover HARDEN=-fPIE \
		OPT='-O0 -g --coverage -DENDPANE_COVER' \
		LDFLAGS=--coverage check || \
		echo 'cover: some tests failed; what follows is of the others'
	@BUILD=build/cover sh tests/cover

# t_memory has an allocator of its own.
valgrind: setup
	@command -v valgrind >/dev/null || \
		{ echo 'valgrind: not installed; apt-get install valgrind'; exit 1; }
	@$(MAKE) --no-print-directory all $(unit_bin)
	@BUILD='$(BUILD)' CC='$(CC)' ONLY='$(or $(ONLY),unit/)' SKIP=t_memory \
		UNDER='valgrind -q --error-exitcode=99 --leak-check=full' \
		sh tests/run

lint: all
	@BUILD='$(BUILD)' CC='$(CC)' sh tests/lint/all

# Long: 20,000 writes met by faults, 1,000 commands killed, and one killed before
# each call that reaches the disk or the server.
soak: setup
	@$(MAKE) --no-print-directory all $(BUILD)/unit/t_soak \
		$(BUILD)/tools/vt
	@BUILD='$(BUILD)' SOAK_WRITES=$${SOAK_WRITES:-20000} \
		SOAK_KILLS=$${SOAK_KILLS:-1000} \
		SOAK_WORKERS=$${SOAK_WORKERS:-15} \
		SOAK_SEED=$${SOAK_SEED:-$$(date +%s)} $(BUILD)/unit/t_soak
	@BUILD='$(BUILD)' ALL_POINTS=1 sh tests/run --alone cli/killed
	@BUILD='$(BUILD)' SEED=$$(date +%s) STEPS=80 \
		sh tests/run --alone tui/model

bench: setup
	@$(MAKE) --no-print-directory all $(tool_bin)
	@BUILD='$(BUILD)' sh tests/bench

# The manual's tables come from the catalogue and from the dashboard's keys.
docs: $(BUILD)/endpane
	$(BUILD)/endpane help --man > $(BUILD)/operations.mdoc
	awk -f man/keys.awk src/tui/actions.h > $(BUILD)/keys.mdoc
	sed -e '/^@operations@$$/{r $(BUILD)/operations.mdoc' -e 'd;}' \
		-e '/^@keys@$$/{r $(BUILD)/keys.mdoc' -e 'd;}' \
		man/endpane.1.in > $(BUILD)/endpane.1
	mv $(BUILD)/endpane.1 man/endpane.1

install: all
	install -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(mandir)/man1' \
		'$(DESTDIR)$(mandir)/man5' \
		'$(DESTDIR)$(datadir)/endpane/themes'
	install -m 755 $(BUILD)/endpane $(BUILD)/endpane-sim \
		'$(DESTDIR)$(bindir)'
	install -m 644 man/endpane.1 man/endpane-sim.1 \
		'$(DESTDIR)$(mandir)/man1'
	install -m 644 man/endpane-config.5 '$(DESTDIR)$(mandir)/man5'
	install -m 644 themes/*.ini '$(DESTDIR)$(datadir)/endpane/themes'

uninstall:
	rm -f '$(DESTDIR)$(bindir)/endpane' '$(DESTDIR)$(bindir)/endpane-sim' \
		'$(DESTDIR)$(mandir)/man1/endpane.1' \
		'$(DESTDIR)$(mandir)/man1/endpane-sim.1' \
		'$(DESTDIR)$(mandir)/man5/endpane-config.5'
	rm -rf '$(DESTDIR)$(datadir)/endpane'

clean:
	rm -rf build

# For the lint scripts.
print-flags:
	$(info $(CPPFLAGS) $(ALL_CFLAGS))
	@:

help:
	@echo 'make            build endpane and endpane-sim into build/'
	@echo 'make demo       install what is missing, build, open the dashboard'
	@echo '                on the simulated estate'
	@echo 'make test       the same set-up, then every test'
	@echo 'make asan       every test under address and undefined sanitizers'
	@echo 'make fuzz       SECONDS=60 ONLY=text: feed every parser with noise'
	@echo 'make cover      which branches the tests take, and which they miss'
	@echo 'make valgrind   the units under valgrind'
	@echo 'make lint       layers, headers, banned functions, warnings'
	@echo 'make soak       thousands of writes under faults, a thousand kills'
	@echo 'make bench      measure against the simulator'
	@echo 'make docs       generate man/endpane.1 from the catalogue'
	@echo 'make install    PREFIX=/usr/local DESTDIR='
	@echo 'make uninstall  take it away again'
	@echo 'make clean      remove build/'
	@echo 'V=1 shows commands; SETUP=0 installs nothing; CC=clang works too.'

-include $(shell test -d $(BUILD) && find $(BUILD) -name '*.d')
