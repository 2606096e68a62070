# 一窗综合受理政务服务大厅 · One-stop hall
# Needs Python 3.11, git and make; everything else is made in .venv/ and .data/.

PYTHON ?= $(shell for p in python3.11 python3 python; do $$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv/bin/python
export PORT HOST FORCE VERBOSE

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench stop reset lock shell env-run env-dev

help: ## 显示这些命令 (this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=8010 make run 换端口 · HOST=0.0.0.0 make run 局域网可访问 · make test ARGS='-k ticket' · VERBOSE=1 显示全部日志"

run: env-run ## 启动大厅：数据库、队列、网页、推送、任务、定时 (start the hall)
	@$(VENV) -m stack run

demo: env-run ## 启动大厅，并让演示人物来办事 (the hall with people in it)
	@$(VENV) -m stack run --people

test: env-dev ## 全部测试：单元、浏览器旅程、架构 (all tests)
	@$(VENV) -m stack test -- "$(ARGS)"

check: env-dev ## 静态检查：格式、类型、依赖方向、部署设置 (static checks)
	@$(VENV) -m stack check

bench: env-dev ## 性能测量和排队的全部证明；ARGS=figures 只测量 (benchmarks and proofs)
	@$(VENV) -m benchmarks $(ARGS)

stop: env-run ## 停止在别处启动的大厅 (stop a hall started elsewhere)
	@$(VENV) -m stack stop

reset: env-run ## 删除本地数据，先询问；FORCE=1 不问 (delete .data)
	@$(VENV) -m stack reset

shell: env-dev ## 带有开发环境变量的 Django shell
	@eval "$$($(VENV) -m stack env)" && $(VENV) manage.py shell

lock: env-dev ## 由 pyproject.toml 重新生成锁定文件 (recompile the lock files)
	@$(VENV) -m stack.locks

env-run:
	@$(if $(PYTHON),,echo '✗ 没有找到 Python 3.11 (Python 3.11 not found)。可用 make run PYTHON=/路径/python3.11 指定。'; exit 1)
	@$(PYTHON) -m stack.bootstrap run

env-dev:
	@$(if $(PYTHON),,echo '✗ 没有找到 Python 3.11 (Python 3.11 not found)。可用 make test PYTHON=/路径/python3.11 指定。'; exit 1)
	@$(PYTHON) -m stack.bootstrap dev
