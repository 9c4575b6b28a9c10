using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "classifier", worker = .classifier)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "classifier")],
);

const classifier :Workerd.Worker = (
  compatibilityDate = "2026-01-01",
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "core.js", esModule = embed "core.js"),
    (name = "core-scikit-learn.js", esModule = embed "core-scikit-learn.js"),
    (name = "20newsgroups.model", data = embed "20newsgroups.model"),
  ],
);
