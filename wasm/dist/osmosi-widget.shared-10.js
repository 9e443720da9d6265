function r(o,n,e){return`osmosi:${o}:v1:${n}:${e}`}export{r as ownKey};
