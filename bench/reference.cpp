// The yardstick: the loop that a C++ programmer would write by hand, on std::priority_queue and with ties in the order
// of scheduling. No engine, no records beyond what the model needs, everything in one translation unit. Usage:
// reference mm1 VARIATES CUSTOMERS | reference hold VARIATES HOLDS PENDING After WARM_UP units of work, as the others.
// VARIATES is a file of doubles: interarrival and service times in turn (mm1), delays (hold); used round and round.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <queue>
#include <vector>

namespace {

struct Event {
  double time;
  uint64_t order;
  uint32_t kind;
  uint32_t record;
};

struct Later {
  bool operator()(const Event& a, const Event& b) const {
    return a.time > b.time || (a.time == b.time && a.order > b.order);
  }
};

using Calendar = std::priority_queue<Event, std::vector<Event>, Later>;

struct Variates {
  std::vector<double> values;
  size_t next = 0;

  explicit Variates(const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (!file) std::exit(2);
    double value;
    while (std::fread(&value, sizeof value, 1, file) == 1) values.push_back(value);
    std::fclose(file);
  }

  double draw() {
    double value = values[next];
    next = (next + 1) & (values.size() - 1);  // the number of values is a power of two
    return value;
  }
};

double cpuSeconds() {
  timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

void report(double seconds, double work, double checksum) {
  std::printf("{\"cpuSeconds\":%.9f,\"work\":%.0f,\"checksum\":\"%.17g\"}\n", seconds, work, checksum);
}

struct Customer {
  double arrivedAt;
};

enum Kind : uint32_t { arrival, departure };

constexpr uint64_t WARM_UP = 2'000'000;

void mm1(const Variates& variates, uint64_t customers) {
  const std::vector<double>& values = variates.values;
  const size_t mask = values.size() - 1;
  Calendar calendar;
  std::vector<Customer> pool;
  std::vector<uint32_t> freeList;
  std::queue<uint32_t> line;
  uint64_t order = 0, arrived = 0, served = 0;
  double now = 0, sojourn = 0, start = 0;
  bool busy = false;
  calendar.push({values[0], order++, arrival, 0});
  while (served < WARM_UP + customers) {
    const Event event = calendar.top();
    calendar.pop();
    now = event.time;
    if (event.kind == arrival) {
      uint32_t customer;
      if (freeList.empty()) {
        customer = static_cast<uint32_t>(pool.size());
        pool.push_back({});
      } else {
        customer = freeList.back();
        freeList.pop_back();
      }
      pool[customer].arrivedAt = now;
      if (busy) line.push(customer);
      else {
        busy = true;
        calendar.push({now + values[(2 * served + 1) & mask], order++, departure, customer});
      }
      arrived++;
      calendar.push({now + values[(2 * arrived) & mask], order++, arrival, 0});
    } else {
      sojourn += now - pool[event.record].arrivedAt;
      freeList.push_back(event.record);
      if (++served == WARM_UP) start = cpuSeconds();
      if (line.empty()) busy = false;
      else {
        calendar.push({now + values[(2 * served + 1) & mask], order++, departure, line.front()});
        line.pop();
      }
    }
  }
  report(cpuSeconds() - start, customers, sojourn);
}

struct Token {
  uint64_t holds;
};

void hold(Variates delays, uint64_t holds, uint32_t pending) {
  Calendar calendar;
  std::vector<Token> tokens(pending);
  uint64_t order = 0;
  double now = 0, start = 0;
  for (uint32_t i = 0; i < pending; i++) calendar.push({delays.draw(), order++, 0, i});
  for (uint64_t done = 0; done < WARM_UP + holds; done++) {
    if (done == WARM_UP) start = cpuSeconds();
    const Event event = calendar.top();
    calendar.pop();
    now = event.time;
    tokens[event.record].holds++;
    calendar.push({now + delays.draw(), order++, 0, event.record});
  }
  const double seconds = cpuSeconds() - start;
  double checksum = now;
  for (uint32_t i = 0; i < pending; i++) checksum += static_cast<double>(tokens[i].holds * i);
  report(seconds, holds, checksum);
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return 2;
  const Variates variates(words[2]);
  const uint64_t work = std::strtoull(words[3], nullptr, 10);
  if (std::strcmp(words[1], "mm1") == 0) mm1(variates, work);
  else if (count > 4) hold(variates, work, static_cast<uint32_t>(std::atoi(words[4])));
}
