// Puts the remembered theme on the page before it is painted. The app takes over from here: src/theme/themeStore.ts.
(function () {
  var theme = 'system';
  var locale = '';
  try {
    theme = localStorage.getItem('vidrn.theme') || 'system';
    locale = localStorage.getItem('vidrn.locale') || '';
  } catch (error) {
    // Storage is refused: the system's choice is as good.
  }
  if (theme === 'system') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  if (locale !== '') document.documentElement.lang = locale;
})();
