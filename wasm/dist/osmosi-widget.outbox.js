import{Outbox as t,outbox as r}from"./osmosi-widget.shared-3.js";import"./osmosi-widget.shared-1.js";import"./osmosi-widget.shared-7.js";import"./osmosi-widget.js";export{t as Outbox,r as outbox};
