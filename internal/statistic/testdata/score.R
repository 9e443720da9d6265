# Figures of base R that the tests of package statistic are held to.
# Run: Rscript score.R > score.csv
# Columns: figure, the arguments as one text (lists are joined by spaces,
# arguments by semicolons), what came out of it, its value.
out <- function(figure, args, ...) {
  values <- c(...)
  for (name in names(values))
    cat(paste(figure, args, name, format(values[[name]], digits = 15), sep = ","), "\n", sep = "")
}
text <- function(x) paste(x, collapse = " ")

cat("figure,arguments,result,value\n")

samples <- list(
  c(1, 2, 3, 4, 5), c(5, 5, 4, 5, 3, 4, 5, 2, 5, 5), c(7, 1), rep(c(1, 3, 3, 4, 5, 5, 5), 4),
  c(0, 10, 10, 9, 8, 8, 7, 3, 10, 9, 10, 6))
for (x in samples) {
  test <- t.test(x)
  out("mean", text(x), mean = mean(x), variance = var(x), low = test$conf.int[1], high = test$conf.int[2])
}
test <- t.test(samples[[2]], conf.level = 0.9)
out("mean90", text(samples[[2]]), low = test$conf.int[1], high = test$conf.int[2])

for (x in list(c(0, 5), c(3, 10), c(17, 20), c(150, 400), c(8, 8))) {
  test <- suppressWarnings(prop.test(x[1], x[2], correct = FALSE))
  out("wilson", text(x), low = test$conf.int[1], high = test$conf.int[2])
}

for (x in list(c(12, 3, 20), c(40, 40, 100), c(0, 5, 6), c(500, 200, 1000))) {
  v <- c(rep(1, x[1]), rep(-1, x[2]), rep(0, x[3] - x[1] - x[2]))
  a <- c(x[1] + 0.75, x[2] + 0.75, x[3] - x[1] - x[2] + 1.5)
  s <- c(1, -1, 0)
  m <- weighted.mean(s, a)
  half <- qnorm(0.975) * sqrt(weighted.mean((s - m)^2, a) / sum(a))
  out("nps", text(x), score = mean(v), variance = mean((v - mean(v))^2), low = max(m - half, -1), high = min(m + half, 1))
}

# Cronbach's alpha by its covariance matrix.
items <- list(
  cbind(c(1, 2, 3, 4, 5, 3, 2), c(2, 2, 3, 5, 4, 3, 1), c(1, 3, 3, 4, 5, 2, 2)),
  cbind(c(5, 4, 4, 5, 3, 2, 1, 5), c(4, 4, 5, 5, 2, 2, 2, 4), c(5, 3, 4, 4, 3, 1, 1, 5), c(3, 4, 4, 5, 3, 3, 2, 4)),
  cbind(c(1, 5, 2, 4, 3), c(5, 1, 4, 2, 2), c(3, 3, 1, 4, 5)))
for (m in items) {
  k <- ncol(m); n <- nrow(m); v <- cov(m)
  alpha <- k / (k - 1) * (1 - sum(diag(v)) / sum(v))
  f <- qf(c(0.975, 0.025), n - 1, (n - 1) * (k - 1))
  out("alpha", paste(apply(m, 2, text), collapse = ";"), alpha = alpha, low = 1 - (1 - alpha) * f[1], high = 1 - (1 - alpha) * f[2])
}

for (m in list(items[[1]][, 1:2], items[[2]][, 2:3], items[[3]][, 2:3])) {
  test <- cor.test(m[, 1], m[, 2])
  up <- function(r) unname(2 * r / (1 + r))
  out("spearmanbrown", paste(apply(m, 2, text), collapse = ";"), reliability = up(test$estimate), low = up(test$conf.int[1]), high = up(test$conf.int[2]))
}

# The survey "attitude", which comes with R: 30 departments, 7 items. From its
# covariance matrix, alpha is 0.84 in the literature.
v <- cov(attitude)
out("variances", paste(nrow(attitude), ncol(attitude), format(sum(diag(v)), digits = 15), format(sum(v), digits = 15)),
  alpha = 7 / 6 * (1 - sum(diag(v)) / sum(v)))
