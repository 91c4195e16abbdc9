#pragma once
// The embedded sink: tickets.jsonl, one ticket a line, only ever appended to. Each ticket is there
// exactly once, whenever the process is killed. Tested by tests/unit/connectors and tests/system.
#include <filesystem>

#include "connectors/store/store.hpp"

namespace guichet {

class TicketFile {
  public:
    explicit TicketFile(std::filesystem::path path);

    // Writes the store's unfiled tickets and marks them so, once they are on the disk. Throws
    // StoreError or std::system_error; what is then left is written by the next call.
    void file_pending(Store& store);

  private:
    void recover(Store& store);
    void append(const std::string& lines);

    std::filesystem::path path_;
    bool recovered_ = false;
};

}  // namespace guichet
