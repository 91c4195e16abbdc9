#include "connectors/server.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "connectors/desk/desk_server.hpp"
#include "connectors/desk/ticket_file.hpp"
#include "connectors/host/host.hpp"
#include "connectors/host/uuid.hpp"
#include "connectors/sms/http_gateway.hpp"
#include "connectors/sms/smpp_transport.hpp"
#include "connectors/sms/sms_channel.hpp"
#include "connectors/sms/sms_office.hpp"
#include "connectors/store/sqlite_store.hpp"
#include "connectors/web/chat_server.hpp"
#include "connectors/web/routes.hpp"

namespace guichet {

namespace asio = boost::asio;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::seconds stopping_time{10};
constexpr std::chrono::seconds sweep_interval{60};
constexpr std::size_t desk_queue_bytes = 8 * 1024 * 1024;
constexpr std::size_t max_webhook_bytes = 64 * 1024;

// Holds the data folder for one server; the system lets go of it when the process dies.
class FolderLock {
  public:
    explicit FolderLock(const std::filesystem::path& folder)
        : descriptor_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
            throw StartError(
                fmt::format("the data folder {} is in use or cannot be written", folder.string()));
        }
    }

    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

    ~FolderLock() { ::close(descriptor_); }

  private:
    int descriptor_;
};

// The log never holds what a person said or is: conversations go by their id.
void log_to_stderr() {
    const auto logger = spdlog::get("guichet");
    spdlog::set_default_logger(logger ? logger : spdlog::stderr_logger_mt("guichet"));
    spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
}

// A folder that we make is readable by its owner alone; one that was there is left as it is.
std::filesystem::path make_data_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    }
    if (error) {
        throw StartError(fmt::format("data folder {}: {}", folder.string(), error.message()));
    }
    return std::filesystem::absolute(folder);
}

void write_secret(const std::filesystem::path& file, const std::string& secret) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const std::string line = secret + '\n';
    const bool written = descriptor >= 0 && ::write(descriptor, line.data(), line.size()) ==
                                                static_cast<ssize_t>(line.size());
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!written) {
        throw StartError(fmt::format("cannot write {}", file.string()));
    }
}

std::string desk_token(const DeskConfig& config, const std::filesystem::path& data) {
    if (!config.token.empty()) {
        return config.token;
    }
    if (const char* token = std::getenv("GUICHET_DESK_TOKEN"); token != nullptr && *token != 0) {
        return token;
    }
    const auto file = data / "desk-token";
    std::string token;
    std::ifstream in(file);
    if (!(in >> token)) {
        token = new_secret();
        std::filesystem::remove(file);
        write_secret(file, token);
    }
    return token;
}

// What people are told of how long a conversation is kept must be true.
std::string retention_objection(const Operator& operated_by, int retention_days) {
    const std::string& told = operated_by.values.at("conservation");
    int days = 0;
    std::from_chars(told.data(), told.data() + told.size(), days);
    return retention_days <= days
               ? ""
               : fmt::format("retention-days is {}, but people are told « {} » ({}:{})",
                             retention_days,
                             told,
                             operated_by.source.file,
                             operated_by.source.line);
}

// Why this content must not be served; empty when it may.
std::string objection(const Compiled& content, const ServerConfig& config) {
    std::string reasons;
    if (!content.catalog) {
        for (const auto& diagnostic : content.diagnostics) {
            if (diagnostic.severity == Diagnostic::Severity::error) {
                reasons += "\n  " + to_string(diagnostic);
            }
        }
        return "the content has errors:" + reasons;
    }
    const Operator& operated_by = content.catalog->operated_by;
    if (std::string reason = retention_objection(operated_by, config.retention_days);
        !reason.empty()) {
        return reason;
    }
    if (config.production && !operated_by.complete) {
        reasons +=
            fmt::format("\n  {}:{}: operateur", operated_by.source.file, operated_by.source.line);
    }
    for (const auto& [id, link] : content.catalog->links) {
        if (config.production && link.url.empty()) {
            reasons += fmt::format("\n  {}:{}: {}", link.source.file, link.source.line, id);
        }
    }
    return reasons.empty() ? reasons : "addresses still to be filled in:" + reasons;
}

HttpLimits desk_limits(HttpLimits limits) {
    limits.trust_proxy = false;
    limits.queued_bytes = desk_queue_bytes;
    return limits;
}

class Server {
  public:
    Server(const ServerConfig& config,
           const std::filesystem::path& data,
           std::function<Compiled()> load);

    void run(const std::function<void(const Ready&)>& ready);

  private:
    std::unique_ptr<Store> open_store(const std::filesystem::path& data);
    std::shared_ptr<const Catalog> load_first();
    std::uint16_t desk_port() const;
    asio::awaitable<void> watch_stop();
    asio::awaitable<void> watch_reload();
    asio::awaitable<void> watch_time();
    asio::awaitable<void> file_tickets();
    asio::awaitable<void> stop();
    void begin_filing();
    void start_sms();
    void run_loop();

    ServerConfig config_;
    std::function<Compiled()> load_;
    asio::io_context loop_{1};
    asio::thread_pool compiler_{1};
    std::vector<ReceivedSms> in_doubt_;  // read before the storage thread has the store
    Storage storage_;
    TicketFile ticket_file_;
    Host host_;
    ChatServer chat_;
    DeskServer desk_;
    SmsChannel sms_;
    SmsOffice sms_office_;
    HttpGateway* gateway_ = nullptr;  // the channel's transport, where that is one
    Routes web_{chat_};
    Routes office_{desk_};
    HttpServer web_server_;
    HttpServer desk_server_;
    asio::signal_set stop_signals_{loop_, SIGTERM, SIGINT};
    asio::signal_set reload_signals_{loop_, SIGHUP};
    asio::steady_timer clock_{loop_};
    bool filing_ = false;
    bool file_again_ = false;
};

Server::Server(const ServerConfig& config,
               const std::filesystem::path& data,
               std::function<Compiled()> load)
    : config_(config),
      load_(std::move(load)),
      storage_(open_store(data)),
      ticket_file_(data / "tickets.jsonl"),
      host_(loop_.get_executor(), storage_, load_first(), system_sources(), Host::Limits()),
      chat_(host_, storage_, config.origins, config.chat),
      desk_(storage_, desk_token(config.desk, data)),
      sms_(loop_.get_executor(), host_, storage_, config.sms.channel),
      sms_office_(host_, storage_, sms_, desk_token(config.desk, data)),
      web_server_(loop_.get_executor(), config.host, config.port, web_, config.http, config.tls),
      desk_server_(loop_.get_executor(),
                   config.desk.host,
                   desk_port(),
                   office_,
                   desk_limits(config.http),
                   config.desk.tls ? config.tls : TlsFiles()) {
    if (config.sms.gateway || config.sms.smpp) {
        office_.add("/sms/", max_reminder_bytes, [this](HttpRequest request) {
            return sms_office_.respond(std::move(request));
        });
    }
}

std::unique_ptr<Store> Server::open_store(const std::filesystem::path& data) {
    auto store = std::make_unique<SqliteStore>(data / "guichet.db");
    in_doubt_ = store->sms().in_doubt();
    return store;
}

std::shared_ptr<const Catalog> Server::load_first() {
    const Compiled content = load_();
    const std::string reason = objection(content, config_);
    if (!reason.empty()) {
        throw StartError(reason);
    }
    return content.catalog;
}

std::uint16_t Server::desk_port() const {
    const int next = config_.port == 0 ? 0 : config_.port + 1;
    return config_.desk.port.value_or(static_cast<std::uint16_t>(next));
}

void Server::run(const std::function<void(const Ready&)>& ready) {
    host_.on_ticket([this] {
        desk_.wake();
        begin_filing();
    });
    begin_filing();
    start_sms();
    web_server_.start();
    desk_server_.start();
    asio::co_spawn(loop_, watch_stop(), asio::detached);
    asio::co_spawn(loop_, watch_reload(), asio::detached);
    asio::co_spawn(loop_, watch_time(), asio::detached);
    spdlog::info("serving content {}", host_.catalog().fingerprint);
    ready({web_server_.port(), desk_server_.port()});
    run_loop();
    storage_.stop();
}

void Server::start_sms() {
    if (config_.sms.gateway) {
        auto gateway =
            std::make_unique<HttpGateway>(loop_.get_executor(), *config_.sms.gateway, sms_);
        gateway_ = gateway.get();
        web_.add("/sms/", max_webhook_bytes, [this](HttpRequest request) {
            return gateway_->respond(std::move(request));
        });
        sms_.start(std::move(gateway));
    } else if (config_.sms.smpp) {
        sms_.start(std::make_unique<SmppTransport>(
            loop_.get_executor(), *config_.sms.smpp, sms_, in_doubt_));
    }
}

// The barrier: whatever escapes from a connection costs that connection and nothing else.
void Server::run_loop() {
    for (;;) {
        try {
            loop_.run();
            return;
        } catch (const std::exception& error) {
            spdlog::error("escaped to the loop: {}", error.what());
        }
    }
}

asio::awaitable<void> Server::watch_stop() {
    co_await stop_signals_.async_wait(as_result);
    co_await stop();
}

asio::awaitable<void> Server::stop() {
    spdlog::info("stopping");
    chat_.stop();
    sms_.stop();
    web_server_.stop();
    desk_server_.stop();
    reload_signals_.cancel();
    const auto deadline = std::chrono::steady_clock::now() + stopping_time;
    while (std::chrono::steady_clock::now() < deadline &&
           (web_server_.connections() + desk_server_.connections() > 0 || !host_.idle() ||
            !sms_.idle() || filing_)) {
        clock_.expires_after(std::chrono::milliseconds(20));
        co_await clock_.async_wait(as_result);
    }
    loop_.stop();
}

asio::awaitable<void> Server::watch_reload() {
    for (;;) {
        const auto [error, signal] = co_await reload_signals_.async_wait(as_result);
        if (error) {
            co_return;
        }
        auto load = [this] { return load_(); };
        const Compiled content = co_await run_on(compiler_, load);
        const std::string reason = objection(content, config_);
        if (reason.empty()) {
            host_.replace_catalog(content.catalog);
            chat_.renew_files();
            spdlog::info("serving content {}", content.catalog->fingerprint);
        } else {
            spdlog::error("the old content stays: {}", reason);
        }
    }
}

asio::awaitable<void> Server::watch_time() {
    asio::steady_timer timer(loop_);
    for (;;) {
        const TimePoint oldest = host_.now() - std::chrono::days(config_.retention_days);
        auto forget = [oldest](Store& store) { return store.forget_before(oldest); };
        try {
            const int forgotten = co_await storage_.run(forget);
            if (forgotten > 0) {
                spdlog::info("{} conversations forgotten after their time", forgotten);
            }
        } catch (const StoreError& error) {
            spdlog::error("{}", error.what());
        }
        chat_.sweep();
        if (config_.sms.gateway || config_.sms.smpp) {
            sms_.sweep();
        }
        begin_filing();
        timer.expires_after(sweep_interval);
        co_await timer.async_wait(as_result);
    }
}

void Server::begin_filing() {
    file_again_ = true;
    if (!filing_) {
        filing_ = true;
        asio::co_spawn(loop_, file_tickets(), asio::detached);
    }
}

// Failures are tried again at the next ticket or minute; the outbox keeps everything meanwhile.
asio::awaitable<void> Server::file_tickets() {
    auto file = [this](Store& store) {
        ticket_file_.file_pending(store);
        return true;
    };
    try {
        while (file_again_) {
            file_again_ = false;
            co_await storage_.run(file);
        }
    } catch (const std::exception& error) {
        spdlog::error("tickets not filed: {}", error.what());
    }
    filing_ = false;
}

}  // namespace

void run_server(const ServerConfig& config,
                std::function<Compiled()> load,
                const std::function<void(const Ready&)>& ready) {
    log_to_stderr();
    const auto data = make_data_folder(config.data);
    const FolderLock lock(data);
    try {
        Server server(config, data, std::move(load));
        server.run(ready);
    } catch (const StoreError& error) {
        throw StartError(error.what());
    } catch (const boost::system::system_error& error) {
        throw StartError(fmt::format("cannot serve: {}", error.what()));
    }
}

}  // namespace guichet
