// While the sealed file is being made, look again every three seconds, for a minute at most.
(() => {
  if (!document.querySelector("[data-making]")) return;
  let looks = 0;
  const look = async () => {
    if (++looks > 20) return;
    try {
      const answer = await fetch(location.pathname, { headers: { "X-Look": "making" } });
      if (answer.ok && !(await answer.text()).includes("data-making")) {
        location.reload();
        return;
      }
    } catch {
      // The next look may reach the server again.
    }
    setTimeout(look, 3000);
  };
  setTimeout(look, 3000);
})();
