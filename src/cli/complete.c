/* Completion scripts for bash, zsh and fish; the program itself knows words. */
#include <endpane/cli/complete.h>

#include <string.h>

/*
 * Names may hold anything that a shell would read: quoted as bash does it, but
 * for the comma between ids, which no shell minds.
 */
static const char bash[] =
    "# endpane, for bash: eval \"$(endpane completion bash)\"\n"
    "\n"
    "_endpane() {\n"
    "\tlocal kind= word text IFS=$'\\t'\n"
    "\tCOMPREPLY=()\n"
    "\twhile read -r word text; do\n"
    "\t\tif [ -z \"$kind\" ]; then kind=$word; continue; fi\n"
    "\t\tprintf -v word %q \"$word\"\n"
    "\t\tword=${word//\\\\,/,}\n"
    "\t\tCOMPREPLY+=(\"$word\")\n"
    "\tdone < <(endpane __complete bash \\\n"
    "\t\t\"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
    "\tcase $kind in files) compopt -o default 2>/dev/null ;; esac\n"
    "\tcase ${COMPREPLY[*]} in\n"
    "\t*=) compopt -o nospace 2>/dev/null ;;\n"
    "\tesac\n"
    "}\n"
    "\n"
    "complete -F _endpane endpane\n";

/* -U: a name stands for its id, which need not begin like it. */
static const char zsh[] =
    "#compdef endpane\n"
    "# endpane, for zsh: eval \"$(endpane completion zsh)\"\n"
    "\n"
    "_endpane() {\n"
    "\tlocal kind word text\n"
    "\tlocal -a found shown\n"
    "\twhile IFS=$'\\t' read -r word text; do\n"
    "\t\tif [[ -z $kind ]]; then kind=$word; continue; fi\n"
    "\t\tfound+=(\"$word\")\n"
    "\t\tshown+=(\"$word${text:+  -- $text}\")\n"
    "\tdone < <(endpane __complete zsh \\\n"
    "\t\t\"${(@Q)words[2,CURRENT]}\" 2>/dev/null)\n"
    "\tif [[ $kind == files ]]; then _files; fi\n"
    "\t(( $#found )) && compadd -U -l -d shown -a found\n"
    "}\n"
    "\n"
    "compdef _endpane endpane\n";

static const char fish[] =
    "# endpane, for fish: endpane completion fish | source\n"
    "\n"
    "function __endpane_words -d 'What may stand next'\n"
    "\tset -l typed (commandline -ct)\n"
    "\tset -l found (endpane __complete fish "
    "(commandline -opc)[2..-1] \"$typed\" 2>/dev/null)\n"
    "\tif test \"$found[1]\" = files\n"
    "\t\t__fish_complete_path \"$typed\"\n"
    "\tend\n"
    "\tif set -q found[2]\n"
    "\t\tprintf '%s\\n' $found[2..-1]\n"
    "\tend\n"
    "end\n"
    "\n"
    "complete -c endpane -f -a '(__endpane_words)'\n";

bool
complete_script(const char *shell, struct buf *out, struct err *err)
{
	if (strcmp(shell, "bash") == 0)
		buf_text(out, bash);
	else if (strcmp(shell, "zsh") == 0)
		buf_text(out, zsh);
	else if (strcmp(shell, "fish") == 0)
		buf_text(out, fish);
	else
		return err_set(err, ERR_USAGE, "no completion for %s; there "
		    "is bash, zsh and fish", shell);
	return true;
}
