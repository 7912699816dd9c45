// Sets the chosen theme before the first paint; a strict content policy allows no inline script for it.
(() => {
  try {
    const chosen = localStorage.getItem('mantine-color-scheme-value');
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const scheme = chosen === 'light' || chosen === 'dark' ? chosen : dark ? 'dark' : 'light';
    document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  } catch {
    // Without storage the page follows the system.
  }
})();
