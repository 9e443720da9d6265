# Figures that the tests hold the package against, from base R alone:
#
#   Rscript oracle.R > oracle.txt
#
# One a line: a name, and a value.
say <- function(name, value) cat(name, sprintf("%.10g", value), "\n", sep = c(" ", "", ""))

# Newcombe's method 10 from score intervals that prop.test computes.
score <- function(x, n, level) prop.test(x, n, conf.level = level, correct = FALSE)$conf.int
newcombe <- function(x, n, y, m, level = 0.95) {
  p <- x / n; q <- y / m; a <- score(x, n, level); b <- score(y, m, level)
  c(p - q - sqrt((p - a[1])^2 + (b[2] - q)^2), p - q + sqrt((a[2] - p)^2 + (q - b[1])^2))
}
# The ratio as it was published: two roots of a quadratic.
mover <- function(x, n, y, m, level = 0.95) {
  p <- x / n; q <- y / m; a <- score(x, n, level); b <- score(y, m, level)
  c((p * q - sqrt(p^2 * q^2 - a[1] * b[2] * (2 * p - a[1]) * (2 * q - b[2]))) / (b[2] * (2 * q - b[2])),
    (p * q + sqrt(p^2 * q^2 - a[2] * b[1] * (2 * p - a[2]) * (2 * q - b[1]))) / (b[1] * (2 * q - b[1])))
}
suppressWarnings(for (c in list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(130, 467, 171, 467), c(5, 400, 12, 390))) {
  ends <- newcombe(c[1], c[2], c[3], c[4]); ratio <- mover(c[1], c[2], c[3], c[4])
  name <- paste(c, collapse = "/")
  say(paste0("newcombe.low.", name), ends[1]); say(paste0("newcombe.high.", name), ends[2])
  say(paste0("ratio.low.", name), ratio[1]); say(paste0("ratio.high.", name), ratio[2])
})

# The probability that belongs to Newcombe's interval: the level at which it
# ends at no difference.
say("newcombe.p.130/467/171/467", 1 - uniroot(function(level) newcombe(130, 467, 171, 467, level)[2], c(.5, .9999), tol = 1e-13)$root)
ends <- newcombe(218, 451, 58, 210)
say("holdout.low", ends[1]); say("holdout.high", ends[2])

# Welch.
a <- c(12, 30, 45, 0, 60, 75, 20, 15, 0, 90, 33); b <- c(10, 5, 0, 0, 25, 40, 12, 8)
w <- t.test(a, b)
say("welch.low", w$conf.int[1]); say("welch.high", w$conf.int[2]); say("welch.df", w$parameter); say("welch.p", w$p.value)

# Chi-squared on the sizes of arms.
for (c in list(list(c(480, 520), c(.5, .5)), list(c(130, 870), c(.1, .9)), list(c(510, 290, 200), c(.5, .3, .2)))) {
  t <- chisq.test(c[[1]], p = c[[2]]); name <- paste(c[[1]], collapse = "/")
  say(paste0("chisq.", name), t$statistic); say(paste0("chisq.p.", name), t$p.value)
}

# Holm.
adjusted <- p.adjust(c(.012, .04, .001, .3), "holm")
for (i in seq_along(adjusted)) say(paste0("holm.", i), adjusted[i])

# Sample sizes; power.prop.test pools the variance under the null hypothesis,
# which makes a hair's breadth of a difference.
say("needed.pooled.0.30.0.014", power.prop.test(p1 = .3, p2 = .314, power = .8)$n)
z <- qnorm(.975) + qnorm(.8)
say("needed.0.30.0.014", z^2 * (.3 * .7 + .314 * .686) / .014^2)
say("needed.0.5.0.05", z^2 * (.5 * .5 + .55 * .45) / .05^2)
say("detectable.0.3.100.900", uniroot(function(d) d - z * sqrt(.3 * .7 / 100 + (.3 + d) * (.7 - d) / 900), c(1e-6, .5), tol = 1e-14)$root)

# Cluster-robust variances by their matrices, for a regression on the arm.
sizes <- c(3, 5, 8, 4, 10, 6, 7, 2, 9, 5, 4); treated <- c(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0)
cluster <- rep(seq_along(sizes), sizes); person <- sequence(sizes)
y <- (7 * cluster * person + 3 * cluster + 5 * person) %% 11 + 2 * cluster
X <- cbind(1, rep(treated, sizes)); M <- solve(crossprod(X)); H <- X %*% M %*% t(X)
e <- y - H %*% y; N <- length(y); G <- length(sizes)
root <- function(A) { s <- eigen(A, symmetric = TRUE); s$vectors %*% (t(s$vectors) / sqrt(s$values)) } # A^(-1/2)
variance <- function(adjust) {
  B <- matrix(0, 2, 2)
  for (g in seq_len(G)) { i <- which(cluster == g); s <- t(X[i, , drop = FALSE]) %*% adjust(i) %*% e[i]; B <- B + s %*% t(s) }
  (M %*% B %*% M)[2, 2]
}
say("cluster.value", (M %*% t(X) %*% y)[2])
say("cluster.CR0", sqrt(variance(function(i) diag(length(i)))))
say("cluster.CR1", sqrt(variance(function(i) diag(length(i))) * G / (G - 1) * (N - 1) / (N - 2)))
cr2 <- function(i) root(diag(length(i)) - H[i, i, drop = FALSE])
say("cluster.CR2", sqrt(variance(cr2)))
g <- sapply(seq_len(G), function(k) { i <- which(cluster == k); t(diag(N) - H)[, i, drop = FALSE] %*% cr2(i) %*% X[i, , drop = FALSE] %*% M[, 2] })
lambda <- eigen(crossprod(g), symmetric = TRUE)$values
df <- sum(lambda)^2 / sum(lambda^2)
say("cluster.df", df)
say("cluster.p", 2 * pt(-abs((M %*% t(X) %*% y)[2]) / sqrt(variance(cr2)), df))
s <- summary(aov(y ~ factor(rep(treated, sizes)) + factor(cluster)))[[1]][["Mean Sq"]]
arm <- rep(treated, sizes)
m0 <- (N - sum(tapply(sizes^2, treated, sum) / tapply(sizes, treated, sum))) / (G - 2)
icc <- (s[2] - s[3]) / (s[2] + (m0 - 1) * s[3])
say("cluster.icc", icc)
cv <- sqrt(mean((sizes - mean(sizes))^2)) / mean(sizes)
say("cluster.effect", 1 + ((cv^2 + 1) * mean(sizes) - 1) * icc)

# Sequential boundaries: how likely Brownian motion, looked at at some times,
# crosses one, by Simpson's rule from look to look (Armitage, McPherson and Rowe
# 1969). That it does this right shows in Pocock's and O'Brien and Fleming's
# published constants for five looks, 2.413 and 2.040, which give 5 %.
crossing <- function(times, bound, points = 801) {
  simpson <- function(h) c(1, rep(c(4, 2), (points - 3) / 2), 4, 1) * h / 3
  reach <- bound[1] * sqrt(times[1]); x <- seq(-reach, reach, length.out = points)
  f <- dnorm(x, sd = sqrt(times[1])); w <- simpson(x[2] - x[1])
  for (k in seq_along(times)[-1]) {
    reach <- bound[k] * sqrt(times[k]); to <- seq(-reach, reach, length.out = points)
    f <- as.vector(outer(to, x, function(a, b) dnorm(a - b, sd = sqrt(times[k] - times[k - 1]))) %*% (w * f))
    x <- to; w <- simpson(x[2] - x[1])
  }
  1 - sum(w * f)
}
five <- (1:5) / 5
say("crossing.pocock", crossing(five, rep(2.413, 5)))
say("crossing.obrienfleming", crossing(five, 2.040 / sqrt(five)))
say("crossing.naive", crossing(five, rep(1.959964, 5)))
mixture <- function(information, alpha = .05) {
  l <- -2 * log(alpha); v <- information * (l + log(l) + 1); sqrt((1 + 1 / v) * (log(1 + v) + l))
}
for (t in c(.05, .2, .6, 1, 2, 10)) say(paste0("mixture.", t), mixture(t))
say("crossing.mixture.5", crossing(five, mixture(five)))
say("crossing.mixture.50", crossing((1:50) / 25, mixture((1:50) / 25)))
