import{Outbox as t,outbox as r}from"./osmosi-widget.shared-6.js";import"./osmosi-widget.shared-2.js";import"./osmosi-widget.shared-5.js";import"./osmosi-widget.js";export{t as Outbox,r as outbox};
