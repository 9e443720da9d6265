// Bundle it into main.js: esbuild source.js --bundle --format=esm --outfile=main.js --external:./osmosi/*
import { view } from "@forge/bridge";
import "./osmosi/osmosi-widget.js";

const { locale, accountId } = await view.getContext();
const widget = document.querySelector("osmosi-widget");
document.documentElement.lang = locale.replace("_", "-");
widget.lang = document.documentElement.lang;
widget.scope = accountId; // people may share a browser
widget.profile = { language: locale.slice(0, 2) }; // add the traits that your app knows
