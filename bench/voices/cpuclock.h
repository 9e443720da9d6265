// A clock that counts the time of the processor. Both peers read
// std::chrono::high_resolution_clock; with this file included first they count
// the processor's time instead of the wall's, from their unchanged sources:
//
//	g++ -std=c++14 -O3 -include cpuclock.h OPIM.cpp -o opim
//	g++ -std=c++14 -O3 -include cpuclock.h subsim.cpp -o subsim
#pragma once
#include <chrono>
#include <ctime>

namespace std {
namespace chrono {
struct processor_clock {
    typedef nanoseconds duration;
    typedef duration::rep rep;
    typedef duration::period period;
    typedef chrono::time_point<processor_clock> time_point;
    static constexpr bool is_steady = true;
    static time_point now() noexcept {
        timespec t;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return time_point(seconds(t.tv_sec) + nanoseconds(t.tv_nsec));
    }
};
}
}
#define high_resolution_clock processor_clock
