import{Learner as e,Learning as n,unanswered as o}from"./osmosi-widget.shared-9.js";import"./osmosi-widget.shared-6.js";import"./osmosi-widget.js";export{e as Learner,n as Learning,o as unanswered};
