# Accounts of the network by month, as a plot in growth.png. Base R only. Usage: Rscript growth.R https://herdbook.example
arguments <- commandArgs(trailingOnly = TRUE)
site <- if (length(arguments) > 0) arguments[1] else "http://127.0.0.1:3000"
series <- read.csv(paste0(site, "/api/v1/network/series.csv?metric=users&interval=month"))
print(tail(series[, c("time", "users")], 12))
png("growth.png")
plot(as.Date(series$time), series$users, type = "l", xlab = "", ylab = "accounts")
invisible(dev.off())
