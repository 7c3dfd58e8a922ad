/* Gives a fuzz target every file that it is told of, and says which it took. */
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

/* A target may want the terminal's descriptors for itself. */
static FILE *out;

static void
replay_file(const char *path)
{
	struct stat st;
	uint8_t *bytes;
	FILE *file = fopen(path, "rb");
	size_t len;

	if (file == NULL || fstat(fileno(file), &st) != 0) {
		fprintf(stderr, "cannot read %s\n", path);
		exit(1);
	}
	/* Exactly as large, so that a byte too far is noticed. */
	len = (size_t)st.st_size;
	bytes = malloc(len > 0 ? len : 1);
	if (bytes == NULL || fread(bytes, 1, len, file) != len)
		exit(1);
	fclose(file);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(bytes, len);
	free(bytes);
}

static size_t
replay_folder(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, alphasort), i;
	size_t files = 0;
	char name[4096];

	for (i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.') {
			snprintf(name, sizeof(name), "%s/%s", path,
			    entries[i]->d_name);
			replay_file(name);
			files++;
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return files;
}

int
main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/');
	size_t files = 0;
	struct stat st;
	int i;

	out = fdopen(dup(STDOUT_FILENO), "w");
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (i = 1; i < argc; i++)
		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			files += replay_folder(argv[i]);
		else {
			replay_file(argv[i]);
			files++;
		}
	fprintf(out, "%sok %zu inputs hold for %s\n",
	    files > 0 ? "" : "not ", files, name != NULL ? name + 1 : argv[0]);
	return fclose(out) != 0 || files == 0;
}
