// Lengths as people read them: 0:07, 12:40, 1:02:03; to the nearest second, never negative.

export function clockText(ms) {
  const whole = Math.max(0, Math.round(ms / 1000));
  const seconds = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}
