module vidrn/bench/peers/pion

go 1.19
