import { createApp, h, ref } from "vue";
import Osmosi from "./Osmosi.vue";

createApp({
  setup() {
    const language = ref("en"), started = ref(0), leads = ref(false);
    return () => h("main", [
      h("button", { id: "nl", onClick: () => { language.value = "nl"; } }, "nl"),
      h("button", { id: "leads", onClick: () => { leads.value = true; } }, "leads"),
      h("p", { id: "started" }, started.value),
      h(Osmosi, { language: language.value, profile: { tenureDays: 12, manager: leads.value }, onStarted: () => { started.value++; } }, () => h("p", "Learning")),
    ]);
  },
}).mount("#root");
