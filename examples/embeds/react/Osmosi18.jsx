// The widget in React 18, which writes attributes only: the profile and the
// events go by a ref.
import { useEffect, useRef } from "react";

const load = (address) => import(/* webpackIgnore: true */ /* @vite-ignore */ address);

export function Osmosi({ base = "/osmosi/", language, profile, scope, endpoint, onStarted, children }) {
  const widget = useRef(null);
  useEffect(() => { load(`${base}osmosi-widget.js`); }, [base]);
  useEffect(() => { widget.current.profile = profile; }, [profile]);
  useEffect(() => {
    const element = widget.current;
    if (!onStarted) return undefined;
    element.addEventListener("osmosi-started", onStarted);
    return () => element.removeEventListener("osmosi-started", onStarted);
  }, [onStarted]);
  return (
    <osmosi-widget ref={widget} src={`${base}bundle.json`} lang={language} scope={scope} endpoint={endpoint}>
      {children}
    </osmosi-widget>
  );
}
