#include "connectors/desk/ticket_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <unordered_set>
#include <utility>

namespace guichet {

namespace {

// Tickets written and flushed together.
constexpr int batch = 100;

[[noreturn]] void fail(const char* doing) {
    throw std::system_error(errno, std::generic_category(), doing);
}

class File {
  public:
    File(const std::filesystem::path& path, int flags)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) {
            fail("open the ticket file");
        }
    }

    File(const File&) = delete;
    File& operator=(const File&) = delete;

    ~File() { ::close(descriptor_); }

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) {
                fail("write the ticket file");
            }
            bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
        }
    }

    void flush() const {
        if (::fsync(descriptor_) != 0) {
            fail("flush the ticket file");
        }
    }

  private:
    int descriptor_;
};

// Every line begins with its id (see ticket_to_json), which is all that is read of it here.
std::string id_of_line(std::string_view line) {
    constexpr std::string_view start = R"({"id":")";
    if (!line.starts_with(start)) {
        return {};
    }
    line.remove_prefix(start.size());
    return std::string(line.substr(0, line.find('"')));
}

struct Written {
    std::unordered_set<std::string> ids;
    std::uintmax_t whole_bytes = 0;  // up to the end of the last complete line
};

Written read_written(const std::filesystem::path& path) {
    Written written;
    std::ifstream in(path, std::ios::binary);
    std::string line;
    while (std::getline(in, line) && !in.eof()) {
        written.whole_bytes += line.size() + 1;
        written.ids.insert(id_of_line(line));
    }
    return written;
}

}  // namespace

TicketFile::TicketFile(std::filesystem::path path) : path_(std::move(path)) {}

void TicketFile::file_pending(Store& store) {
    if (!recovered_) {
        recover(store);
        recovered_ = true;
    }
    for (auto events = store.unfiled(batch); !events.empty(); events = store.unfiled(batch)) {
        std::string lines;
        for (const auto& event : events) {
            lines += event.payload + '\n';
        }
        // A failed write may leave half a line, to be cut before the next one.
        recovered_ = false;
        append(lines);
        recovered_ = true;
        store.mark_filed(events.back().position);
    }
}

// The process may have died after a write and before its mark, or in the middle of a line.
void TicketFile::recover(Store& store) {
    if (!std::filesystem::exists(path_)) {
        return;
    }
    const Written written = read_written(path_);
    if (written.whole_bytes < std::filesystem::file_size(path_)) {
        std::filesystem::resize_file(path_, written.whole_bytes);
    }
    for (auto events = store.unfiled(batch); !events.empty(); events = store.unfiled(batch)) {
        for (const auto& event : events) {
            // Tickets are written in order: those after the first absent one are absent too.
            if (!written.ids.contains(event.id)) {
                return;
            }
            store.mark_filed(event.position);
        }
    }
}

void TicketFile::append(const std::string& lines) {
    const bool created = !std::filesystem::exists(path_);
    const File file(path_, O_WRONLY | O_APPEND | O_CREAT);
    file.write(lines);
    file.flush();
    if (created) {
        const File folder(path_.parent_path(), O_RDONLY | O_DIRECTORY);
        folder.flush();
    }
}

}  // namespace guichet
