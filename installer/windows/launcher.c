/* mttq-desktop.exe: starts Python in this very process, so that the task bar, the firewall and the
   task manager see MTTQ Desktop. Built twice: for the window, and (CONSOLE) for the command line. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <wchar.h>

#define LONGEST 32768
#define RUNNING L"Local\\MTTQDesktopRunning" /* the setup looks for it: nothing is replaced under a running program */

typedef int (__cdecl *PyMain)(int, wchar_t **);

static int stop(const wchar_t *what)
{
    wchar_t words[LONGEST];
    swprintf(words, LONGEST, L"Kh\u00f4ng m\u1edf \u0111\u01b0\u1ee3c MTTQ Desktop: thi\u1ebfu ho\u1eb7c h\u1ecfng %ls.\n\n"
             L"H\u00e3y c\u00e0i l\u1ea1i ch\u01b0\u01a1ng tr\u00ecnh; d\u1eef li\u1ec7u kh\u00f4ng b\u1ecb \u1ea3nh h\u01b0\u1edfng.", what);
    MessageBoxW(NULL, words, L"MTTQ Desktop", MB_OK | MB_ICONERROR);
    return 2;
}

static int home(wchar_t *folder)
{
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    wchar_t *end = wcsrchr(folder, L'\\');
    if (length == 0 || length >= LONGEST || end == NULL)
        return 0;
    *end = L'\0';
    return 1;
}

int wmain(int argc, wchar_t **argv)
{
    static wchar_t folder[LONGEST], dll[LONGEST + 32];
    wchar_t *before[] = {argv[0], L"-X", L"utf8", L"-X", L"launcher", L"-B", L"-m", L"mttq_desktop"};
    const int more = sizeof before / sizeof *before;
    wchar_t **words = HeapAlloc(GetProcessHeap(), 0, (more + argc) * sizeof *words);

    if (words == NULL || !home(folder))
        return stop(L"th\u01b0 m\u1ee5c ch\u01b0\u01a1ng tr\u00ecnh");
    swprintf(dll, LONGEST + 32, L"%ls\\python\\python311.dll", folder);
    HMODULE python = LoadLibraryExW(dll, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    PyMain start = python ? (PyMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (start == NULL)
        return stop(L"python\\python311.dll");

    CreateMutexW(NULL, FALSE, RUNNING);   /* held until the process ends */
    AllowSetForegroundWindow(ASFW_ANY);   /* a second start brings the first window to the front */
    for (int i = 0; i < more; i++)
        words[i] = before[i];
    for (int i = 1; i < argc; i++)
        words[more + i - 1] = argv[i];
    words[more + argc - 1] = NULL;
    return start(more + argc - 1, words);
}
